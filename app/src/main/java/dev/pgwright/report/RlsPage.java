package dev.pgwright.report;

import dev.pgwright.report.RlsReport.Cell;
import dev.pgwright.report.RlsReport.Proof;
import dev.pgwright.report.RlsReport.Repaired;
import dev.pgwright.report.RlsReport.ReportedPolicy;
import dev.pgwright.report.RlsReport.ReportedProblem;
import dev.pgwright.report.RlsReport.StatementTime;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Code;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Column;
import dev.pgwright.report.document.Table.Row;
import dev.pgwright.report.document.Tone;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The words of {@code rls}. */
final class RlsPage {
    private static final List<Column> TIMES = List.of(
            Column.words("statement"),
            Column.figures("before"),
            Column.figures("after"),
            Column.figures("faster"),
            Column.figures("blocks before"),
            Column.figures("after"));
    private static final List<Column> MATRIX =
            List.of(Column.words("role"), Column.words("command"), Column.words("sees or changes"), Column.words("by"));

    private final RlsReport report;

    private RlsPage(RlsReport report) {
        this.report = report;
    }

    static Document of(RlsReport report) {
        return new RlsPage(report).document();
    }

    private Document document() {
        List<Section> sections = List.of(
                Section.of("policies", "Policies with something to say of", cards()),
                Section.of("problems", "Tables, views and functions", problems()),
                Section.of("times", "Statements before and after", times()),
                Section.details("matrix", "Who may do what, and by which policy", matrix()),
                Section.of("notes", "What this is worth", notes()));
        return new Document(
                "pgwright rls",
                report.target(),
                Moments.minute(report.takenAt()),
                tiles(),
                summary(),
                sections,
                Figures.legend(sections),
                next());
    }

    private Stream<ReportedProblem> all() {
        return Stream.concat(
                report.policies().stream().flatMap(policy -> policy.problems().stream()), report.problems().stream());
    }

    private long count(String kind) {
        return all().filter(problem -> problem.kind().equals(kind)).count();
    }

    private List<Tile> tiles() {
        return List.of(
                new Tile("policies", Figures.count(report.policies().size()), Tone.PLAIN),
                new Tile("unsafe", Figures.count(count("security")), count("security") > 0 ? Tone.HIGH : Tone.GOOD),
                new Tile("slow", Figures.count(count("speed")), count("speed") > 0 ? Tone.MEDIUM : Tone.GOOD),
                new Tile("proven repairs", Figures.count(report.operations().size()), Tone.GOOD),
                new Tile("refused", Figures.count(report.refused().size()), Tone.PLAIN));
    }

    private String summary() {
        return Words.count(report.policies().size(), "policy", "policies") + ": "
                + Words.count(count("security"), "doubt", "doubts") + " about safety, "
                + Words.count(count("speed"), "cause", "causes") + " of slowness, "
                + Words.count(report.operations().size(), "change", "changes")
                + " proven to let the same rows through. Nothing was changed.";
    }

    private List<Block> cards() {
        List<Block> cards = new ArrayList<>();
        for (ReportedPolicy policy : report.policies()) {
            if (!policy.problems().isEmpty()
                    || policy.repair() != null
                    || !policy.notes().isEmpty()) {
                cards.add(card(cards.size() + 1, policy));
            }
        }
        return cards;
    }

    private static Card card(int number, ReportedPolicy policy) {
        List<Block> body = new ArrayList<>();
        body.add(items(policy.problems(), false));
        policy.notes().forEach(note -> body.add(new Paragraph(note, Tone.QUIET)));
        Repaired repair = policy.repair();
        Proof proof = policy.proof();
        if (repair != null) {
            body.addAll(repair(repair, proof));
        }
        boolean unsafe = policy.problems().stream().anyMatch(p -> p.kind().equals("security"));
        String badge = unsafe ? "unsafe" : policy.problems().isEmpty() ? "note" : "slow";
        return new Card(
                String.valueOf(number),
                badge,
                unsafe ? Tone.HIGH : Tone.MEDIUM,
                "\"" + policy.policy() + "\" on " + policy.table(),
                "for " + policy.command() + " to " + String.join(", ", policy.roles()),
                body,
                true);
    }

    private static List<Block> repair(Repaired repair, @org.jspecify.annotations.Nullable Proof proof) {
        List<Block> body = new ArrayList<>();
        String cost = "Reading the table costs " + Figures.count(Math.round(repair.costAfter())) + " instead of "
                + Figures.count(Math.round(repair.costBefore())) + " units on the twin.";
        body.add(new Paragraph("Repair: " + String.join("; ", repair.words()) + ". " + cost));
        body.add(new Code(
                "Run",
                repair.steps().stream().map(ReportedStep::sql).toList(),
                repair.steps().stream()
                        .map(step -> "Lock " + step.lock() + ": blocks " + step.blocks() + ".")
                        .distinct()
                        .toList()));
        body.add(new Code("Undo", repair.undo(), List.of()));
        if (proof != null) {
            body.add(new Paragraph(proof.words(), proof.rowSetsEqual() ? Tone.GOOD : Tone.HIGH));
            if (proof.method().equals("symbolic")) {
                body.add(Items.of("The forms keep every answer where", repair.conditions()));
            }
            if (!proof.errors().isEmpty()) {
                body.add(Items.of("Fails for some, before and after", proof.errors()));
            }
        }
        return body;
    }

    private static Items items(List<ReportedProblem> problems, boolean named) {
        return new Items(
                "",
                problems.stream()
                        .map(p -> new Items.Item(
                                (named ? p.object() + ": " : "") + p.cause(),
                                Stream.of(p.detail(), p.advice())
                                        .filter(text -> !text.isEmpty())
                                        .toList()))
                        .toList());
    }

    private List<Block> problems() {
        return report.problems().isEmpty() ? List.of() : List.of(items(report.problems(), true));
    }

    private List<Block> times() {
        Map<String, StatementTime> statements = new LinkedHashMap<>();
        report.policies().stream()
                .map(ReportedPolicy::proof)
                .filter(proof -> proof != null)
                .flatMap(proof -> proof.statements().stream())
                .forEach(time -> statements.putIfAbsent(time.statement(), time));
        if (statements.isEmpty()) {
            return List.of();
        }
        List<Row> rows = statements.values().stream().map(RlsPage::row).toList();
        return List.of(new Table("On the copy", TIMES, rows));
    }

    private static Row row(StatementTime time) {
        return new Row(
                List.of(
                        new Table.Cell(time.statement()),
                        new Table.Cell((time.unfinished() ? "> " : "") + Figures.time(time.beforeMs())),
                        new Table.Cell(Figures.time(time.afterMs())),
                        new Table.Cell(Figures.times(time.ratio())),
                        new Table.Cell(Figures.count(time.beforeBlocks())),
                        new Table.Cell(Figures.count(time.afterBlocks()))),
                false);
    }

    private List<Block> matrix() {
        Map<String, List<Row>> tables = new LinkedHashMap<>();
        for (Cell cell : report.matrix()) {
            tables.computeIfAbsent(cell.table(), table -> new ArrayList<>())
                    .add(new Row(
                            List.of(
                                    new Table.Cell(cell.role()),
                                    new Table.Cell(cell.command()),
                                    new Table.Cell(cell.access()),
                                    new Table.Cell(
                                            cell.policies().isEmpty() ? "-" : String.join(", ", cell.policies()))),
                            false));
        }
        List<Block> blocks = new ArrayList<>();
        tables.forEach((table, rows) -> blocks.add(new Table(table, MATRIX, rows)));
        return blocks;
    }

    private List<Block> notes() {
        List<String> notes = new ArrayList<>();
        if (!report.ground().isEmpty()) {
            notes.add("Proven on " + report.ground() + ", and on generated rows.");
        }
        notes.addAll(report.notes());
        return notes.isEmpty() ? List.of() : List.of(Items.of("", notes));
    }

    private List<Command> next() {
        return report.operations().isEmpty()
                ? List.of()
                : List.of(
                        new Command(
                                "Write the proven repairs as a plan",
                                Commands.line("rls --format json --out rls.json", report.target())),
                        new Command("Apply them", Commands.line("apply rls.json", report.target())));
    }
}
