package dev.pgwright.report;

import dev.pgwright.report.ProofReport.StatementProof;
import dev.pgwright.report.ProofReport.Totals;
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
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of {@code prove}. */
final class ProofPage {
    private static final List<Column> COLUMNS = List.of(
            Column.words("statement"),
            Column.figures("calls"),
            Column.figures("before"),
            Column.figures("all"),
            Column.figures("kept"),
            Column.figures("faster"),
            Column.words("verdict"));
    private static final Cell NONE = new Cell("-", Tone.QUIET);

    private final ProofReport proof;

    private ProofPage(ProofReport proof) {
        this.proof = proof;
    }

    static Document of(ProofReport proof) {
        return new ProofPage(proof).document();
    }

    private Document document() {
        List<Section> sections = List.of(
                Section.of(
                        "kept",
                        "Proven: " + changes(proof.operations().size()),
                        proof.operations().stream()
                                .map(o -> Cards.operation(o, ""))
                                .toList()),
                Section.of("refuted", "Refuted: not worth making, or harmful", refuted()),
                Section.of("notes", "What these figures are worth", notes()),
                Section.outcome("workload", "Without, with all, and with the changes that are kept", workload()));
        return new Document(
                "pgwright prove",
                proof.target(),
                Moments.minute(proof.takenAt()),
                tiles(),
                summary(),
                sections,
                Figures.legend(sections),
                next());
    }

    private static String changes(int count) {
        return Words.count(count, "change", "changes");
    }

    private List<Block> refuted() {
        return proof.refuted().isEmpty()
                ? List.of()
                : List.of(new Items(
                        "",
                        proof.refuted().stream()
                                .map(o -> new Items.Item(
                                        o.title(),
                                        Stream.concat(
                                                        Stream.of(o.reason()).filter(reason -> !reason.isBlank()),
                                                        o.evidence().stream().map(EvidenceWords::sentence))
                                                .toList()))
                                .toList()));
    }

    private List<Block> notes() {
        List<String> notes = new ArrayList<>(List.of("Measured on " + proof.copy() + "."));
        notes.addAll(proof.notes());
        return List.of(Items.of("", notes));
    }

    private List<Block> workload() {
        if (proof.workload().isEmpty()) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        proof.workload().stream()
                .sorted(Comparator.comparingDouble(ProofPage::share).reversed())
                .forEach(s -> rows.add(row(s)));
        Totals totals = proof.totals();
        if (totals != null) {
            rows.add(new Row(
                    List.of(
                            new Cell("all calls together"),
                            NONE,
                            new Cell(Figures.time(totals.beforeMs())),
                            new Cell(Figures.time(totals.givenMs())),
                            new Cell(Figures.time(totals.keptMs())),
                            new Cell(Figures.times(totals.beforeMs() / totals.keptMs())),
                            NONE),
                    true));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table("Workload on the copy", COLUMNS, rows));
        blocks.add(new Paragraph(method(), Tone.QUIET));
        blocks.addAll(ProofCosts.of(proof));
        List<String> problems = proof.workload().stream()
                .filter(s -> s.problem() != null)
                .map(s -> s.statement() + ": " + s.problem())
                .toList();
        if (!problems.isEmpty()) {
            blocks.add(Items.of("Did not run", problems));
        }
        return blocks;
    }

    private static double share(StatementProof s) {
        ProofReport.Figures before = s.before();
        return before == null ? Double.MAX_VALUE : before.ms() * s.calls();
    }

    private static Row row(StatementProof s) {
        Double ratio = s.keptVerdict().ratio();
        return new Row(
                List.of(
                        new Cell(s.statement()),
                        new Cell(Figures.number(s.calls())),
                        time(s.before()),
                        time(s.given()),
                        time(s.kept()),
                        ratio == null ? NONE : new Cell(Figures.times(ratio)),
                        verdict(s)),
                false);
    }

    private static Cell time(ProofReport.@Nullable Figures figures) {
        return figures == null ? NONE : new Cell((figures.unfinished() ? "> " : "") + Figures.time(figures.ms()));
    }

    private static Cell verdict(StatementProof s) {
        String verdict = s.keptVerdict().verdict();
        if (s.givenVerdict().verdict().equals("slower") && !verdict.equals("slower")) {
            return new Cell("regression caught", Tone.MEDIUM);
        }
        return switch (verdict) {
            case "faster" -> new Cell(verdict, Tone.GOOD);
            case "slower" -> new Cell(verdict, Tone.HIGH);
            case "not run" -> new Cell(verdict, Tone.MEDIUM);
            default -> new Cell("same", Tone.QUIET);
        };
    }

    private String method() {
        IntSummaryStatistics runs = proof.workload().stream()
                .map(StatementProof::kept)
                .filter(Objects::nonNull)
                .mapToInt(figures -> figures == null ? 0 : figures.samples())
                .summaryStatistics();
        if (runs.getCount() == 0) {
            return "No statement was run.";
        }
        String range = runs.getMin() == runs.getMax()
                ? Words.count(runs.getMax(), "run", "runs")
                : runs.getMin() + " to " + runs.getMax() + " runs";
        return "Each time is the median of " + range + ", taken in turns with warm caches. Faster and slower: at least"
                + " by a tenth, and by a rank test with a chance of error of 1 %"
                + " (5 % where the blocks read say the same).";
    }

    private long slower() {
        return proof.workload().stream()
                .filter(s -> s.givenVerdict().verdict().equals("slower"))
                .count();
    }

    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        Totals totals = proof.totals();
        if (totals != null) {
            tiles.add(new Tile("workload before", Figures.time(totals.beforeMs()), Tone.PLAIN));
            tiles.add(new Tile("with all changes", Figures.time(totals.givenMs()), Tone.PLAIN));
            tiles.add(new Tile("with those kept", Figures.time(totals.keptMs()), Tone.GOOD));
        }
        tiles.add(new Tile("proven", Figures.count(proof.operations().size()), Tone.GOOD));
        tiles.add(new Tile("refuted", Figures.count(proof.refuted().size()), Tone.PLAIN));
        if (slower() > 0) {
            tiles.add(new Tile("regressions caught", Figures.count(slower()), Tone.HIGH));
        }
        return tiles;
    }

    private String summary() {
        Totals totals = proof.totals();
        String total = totals == null
                ? ""
                : "The workload takes " + Figures.time(totals.beforeMs()) + " on the copy, "
                        + Figures.time(totals.givenMs()) + " with all changes and " + Figures.time(totals.keptMs())
                        + " with those that are kept. ";
        String words = proof.operations().isEmpty()
                ? "No change is worth making."
                : changes(proof.operations().size()) + " of "
                        + (proof.operations().size() + proof.refuted().size()) + " proven.";
        return total + words + " The database itself was not changed.";
    }

    private List<Command> next() {
        return proof.operations().isEmpty()
                ? List.of()
                : List.of(
                        new Command(
                                "Write what is proven as a plan",
                                Commands.line(
                                        "prove " + Commands.quoted(proof.plan()) + " --format json --out proven.json",
                                        proof.target())),
                        new Command(
                                "Apply it, measure, keep what helps",
                                Commands.line("apply proven.json", proof.target())));
    }
}
