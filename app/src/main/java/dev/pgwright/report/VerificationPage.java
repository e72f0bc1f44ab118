package dev.pgwright.report;

import dev.pgwright.report.Verification.Statement;
import dev.pgwright.report.Verification.Window;
import dev.pgwright.report.document.Block;
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

/** The words of {@code verify}. */
final class VerificationPage {
    private static final double NOTICEABLE_LOAD = 1.05;
    private static final List<Column> COLUMNS = List.of(
            Column.words("statement"),
            Column.figures("calls"),
            Column.figures("before"),
            Column.figures("after"),
            Column.figures("blocks"),
            Column.words("verdict"));

    private VerificationPage() {}

    static Document of(Verification verification) {
        List<Section> sections = new ArrayList<>();
        List<Window> windows = verification.windows();
        for (int i = 0; i < windows.size(); i++) {
            sections.add(
                    Section.of("window-" + (i + 1), (i + 1) + ": " + title(windows.get(i)), blocks(windows.get(i))));
        }
        return new Document(
                "pgwright " + verification.command(),
                verification.target(),
                Moments.minute(verification.takenAt()),
                tiles(windows),
                summary(windows),
                sections,
                Figures.legend(sections),
                next(verification));
    }

    private static String title(Window window) {
        return (window.open() ? "so far " : "") + window.verdict();
    }

    private static List<Block> blocks(Window window) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("Plan " + window.plan()));
        blocks.add(new Paragraph(sentence(window.why()) + ".", tone(window.verdict())));
        blocks.add(new Paragraph("Counted from " + Moments.minute(window.from()) + " to " + Moments.minute(window.to())
                + (window.open() && window.due() != null
                        ? "; the verdict is due at " + Moments.minute(window.due())
                        : "")
                + ". A statement may take " + Figures.times(window.tolerance()) + " as long as before."));
        if (window.load() > NOTICEABLE_LOAD) {
            blocks.add(new Paragraph("Statements that no change touches took " + Figures.times(window.load())
                    + " as long as before: that is the machine's doing and was allowed for."));
        }
        if (!window.comparedWith().isEmpty()) {
            blocks.add(Items.of("Compared with", window.comparedWith()));
        }
        if (!window.statements().isEmpty()) {
            blocks.add(new Table(
                    "Statements before and after",
                    COLUMNS,
                    window.statements().stream().map(VerificationPage::row).toList()));
        }
        window.operations().forEach(operation -> blocks.add(Cards.operation(operation, operation.state())));
        if (!window.failures().isEmpty()) {
            blocks.add(Items.of("Not taken back", window.failures()));
        }
        return blocks;
    }

    private static Row row(Statement s) {
        return new Row(
                List.of(
                        new Cell(s.statement()),
                        new Cell(Figures.count(s.callsAfter())),
                        time(s.beforeMs()),
                        time(s.afterMs()),
                        blocks(s),
                        s.related() ? new Cell(s.verdict(), tone(s.verdict())) : new Cell("not touched", Tone.QUIET)),
                false);
    }

    private static Cell time(double ms) {
        return Double.isFinite(ms) ? new Cell(Figures.time(ms)) : new Cell("-", Tone.QUIET);
    }

    /** Of a call, before and after. */
    private static Cell blocks(Statement s) {
        boolean known = Double.isFinite(s.blocksBefore()) && Double.isFinite(s.blocksAfter());
        return known
                ? new Cell(Figures.number(s.blocksBefore()) + " → " + Figures.number(s.blocksAfter()))
                : new Cell("-", Tone.QUIET);
    }

    private static Tone tone(String verdict) {
        return switch (verdict) {
            case "better" -> Tone.GOOD;
            case "worse" -> Tone.HIGH;
            case "could not tell" -> Tone.MEDIUM;
            default -> Tone.PLAIN;
        };
    }

    private static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static List<Tile> tiles(List<Window> windows) {
        List<Tile> tiles = new ArrayList<>();
        long open = windows.stream().filter(Window::open).count();
        if (open > 0) {
            tiles.add(new Tile("still watched", Figures.count(open), Tone.PLAIN));
        }
        for (String verdict : List.of("better", "same", "worse", "could not tell")) {
            long count = windows.stream()
                    .filter(w -> !w.open() && w.verdict().equals(verdict))
                    .count();
            if (count > 0) {
                tiles.add(new Tile(verdict, Figures.count(count), tone(verdict)));
            }
        }
        return tiles;
    }

    private static String summary(List<Window> windows) {
        if (windows.isEmpty()) {
            return "No change is being watched here. What was counted since the last look is noted for its hour.";
        }
        long open = windows.stream().filter(Window::open).count();
        return Words.count(windows.size(), "plan", "plans") + " looked at: " + (windows.size() - open) + " concluded, "
                + open + " still watched.";
    }

    private static List<Command> next(Verification verification) {
        boolean undecided = verification.windows().stream()
                .flatMap(window -> window.operations().stream())
                .anyMatch(operation -> operation.state().equals("unverified"));
        List<Command> commands = new ArrayList<>();
        if (undecided) {
            commands.add(
                    new Command("Take one back by its number", Commands.line("undo NUMBER", verification.target())));
        }
        commands.add(new Command("See what is in force, and why", Commands.line("ledger", verification.target())));
        return commands;
    }
}
