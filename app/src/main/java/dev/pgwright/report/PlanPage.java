package dev.pgwright.report;

import dev.pgwright.report.PlanReport.Cost;
import dev.pgwright.report.PlanReport.PlanStep;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Cell;
import dev.pgwright.report.document.Table.Column;
import dev.pgwright.report.document.Table.Row;
import dev.pgwright.report.document.Tone;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.List;

/** The words of {@code plan}, and of {@code apply --dry-run}. */
final class PlanPage {
    private static final double MILLIS = 1000;
    private static final List<Column> COLUMNS = List.of(
            Column.words("change"),
            Column.words("lock"),
            Column.figures("time"),
            Column.figures("reads"),
            Column.figures("disk"));

    private PlanPage() {}

    static Document of(PlanReport plan) {
        List<Section> sections = List.of(
                Section.of("operations", count("In this order", plan.operations()), cards(plan.operations())),
                Section.of("afterwards", count("Afterwards", plan.afterwards()), cards(plan.afterwards())),
                Section.of(
                        "notes",
                        "For you to decide",
                        plan.notes().isEmpty() ? List.of() : List.of(Items.of("", plan.notes()))),
                Section.outcome("estimates", "Estimates", estimates(plan)));
        return new Document(
                "pgwright " + plan.command() + " " + plan.name(),
                plan.target(),
                Moments.minute(plan.takenAt()),
                tiles(plan),
                summary(plan),
                sections,
                Figures.legend(sections),
                next(plan));
    }

    private static String count(String what, List<PlanStep> steps) {
        return what + ": " + Words.count(steps.size(), "change", "changes");
    }

    private static List<Card> cards(List<PlanStep> steps) {
        return steps.stream().map(PlanPage::card).toList();
    }

    private static Card card(PlanStep step) {
        Card card = Cards.operation(step.operation(), "");
        if (step.risk().isBlank()) {
            return card;
        }
        List<Block> body = new ArrayList<>(card.body());
        body.add(new Paragraph("Risk: " + step.risk()));
        return new Card(card.number(), card.badge(), card.tone(), card.title(), card.detail(), body, card.open());
    }

    private static List<Block> estimates(PlanReport plan) {
        if (plan.operations().isEmpty()) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        plan.operations().forEach(step -> rows.add(row(step.operation().title(), step.lock(), step.cost(), false)));
        rows.add(row("all", "", plan.total(), true));
        return List.of(
                new Table("Estimates of all changes", COLUMNS, rows),
                new Paragraph(
                        "Times are rough: what others hold is waited for on top, and a busy server is slower.",
                        Tone.QUIET));
    }

    private static Row row(String title, String lock, Cost cost, boolean total) {
        return new Row(
                List.of(
                        new Cell(title),
                        lock.isEmpty() || "none".equals(lock) ? new Cell("-", Tone.QUIET) : new Cell(lock),
                        new Cell(Figures.time(cost.seconds() * MILLIS)),
                        bytes(cost.readBytes()),
                        bytes(cost.diskBytes())),
                total);
    }

    private static Cell bytes(long bytes) {
        return bytes == 0 ? new Cell("-", Tone.QUIET) : new Cell(Figures.bytes(bytes));
    }

    private static List<Tile> tiles(PlanReport plan) {
        return List.of(
                new Tile("changes", Figures.count(plan.operations().size()), Tone.PLAIN),
                new Tile("about", Figures.time(plan.total().seconds() * MILLIS), Tone.PLAIN),
                new Tile("more disk", Figures.bytes(plan.total().diskBytes()), Tone.PLAIN));
    }

    private static String summary(PlanReport plan) {
        if (plan.operations().isEmpty()) {
            return "There is nothing to do.";
        }
        return Words.count(plan.operations().size(), "change", "changes") + ". Nothing was changed.";
    }

    private static List<Command> next(PlanReport plan) {
        if (plan.operations().isEmpty() || !"plan".equals(plan.command())) {
            return List.of();
        }
        return List.of(
                new Command(
                        "Keep the plan",
                        Commands.line("plan " + plan.name() + " --format json --out plan.json", plan.target())),
                new Command(
                        "Apply it, with figures before and after",
                        Commands.line("plan " + plan.name() + " --apply", plan.target())));
    }
}
