package dev.pgwright.report;

import dev.pgwright.report.Tuning.StatementTimes;
import dev.pgwright.report.document.Bars;
import dev.pgwright.report.document.Bars.Bar;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Paragraph;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workload before and after: what takes the most time first. */
final class WorkloadTable {
    /** A statement may scatter; from here on it counts as slower. */
    private static final double SLOWER = 1.2;

    private static final List<Column> BEFORE_AND_AFTER = List.of(
            Column.words("statement"),
            Column.figures("calls"),
            Column.figures("target"),
            Column.figures("before"),
            Column.figures("after"),
            Column.figures("faster"),
            Column.words("verdict"));
    private static final List<Column> BEFORE = List.of(
            Column.words("statement"),
            Column.figures("calls"),
            Column.figures("target"),
            Column.figures("now"),
            Column.words("verdict"));
    private static final Cell NONE = new Cell("-", Tone.QUIET);

    private final List<StatementTimes> statements;
    private final Tuning.@Nullable Totals totals;
    private final boolean changed;

    WorkloadTable(Tuning tuning) {
        statements = tuning.workload().stream()
                .sorted(Comparator.comparingDouble(WorkloadTable::share).reversed())
                .toList();
        totals = tuning.totals();
        changed =
                statements.stream().anyMatch(s -> s.afterMs() != null) || (totals != null && totals.afterMs() != null);
    }

    /** The table, the bars, and what could not be run. */
    List<Block> blocks() {
        if (statements.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(table());
        blocks.add(new Paragraph(method(), Tone.QUIET));
        List<Bar> bars = statements.stream().flatMap(WorkloadTable::bar).toList();
        if (!bars.isEmpty()) {
            blocks.add(new Bars(changed ? "Time of one call, before and after" : "Time of one call", bars));
        }
        List<String> problems = statements.stream()
                .filter(s -> s.problem() != null)
                .map(s -> s.statement() + ": " + s.problem())
                .toList();
        if (!problems.isEmpty()) {
            blocks.add(Items.of("Did not run", problems));
        }
        return blocks;
    }

    /** Statements that take longer than they should. */
    long overTarget() {
        return statements.stream().filter(WorkloadTable::isOver).count();
    }

    private static double share(StatementTimes s) {
        Double before = s.beforeMs();
        return before == null ? Double.MAX_VALUE : before * s.calls();
    }

    private Table table() {
        List<Row> rows = new ArrayList<>();
        statements.forEach(s -> rows.add(new Row(cells(s), false)));
        if (totals != null) {
            rows.add(new Row(totalCells(totals), true));
        }
        return new Table(
                changed ? "Workload before and after" : "Workload as it is", changed ? BEFORE_AND_AFTER : BEFORE, rows);
    }

    private List<Cell> cells(StatementTimes s) {
        List<Cell> cells = new ArrayList<>(
                List.of(new Cell(s.statement()), new Cell(Figures.number(s.calls())), time(s.targetMs())));
        cells.add(time(s.beforeMs()));
        if (changed) {
            cells.add(time(s.afterMs()));
            cells.add(ratio(s.ratio()));
        }
        cells.add(verdict(s));
        return cells;
    }

    private List<Cell> totalCells(Tuning.Totals total) {
        List<Cell> cells = new ArrayList<>(List.of(new Cell("all calls together"), NONE, NONE, time(total.beforeMs())));
        if (changed) {
            cells.add(time(total.afterMs()));
            cells.add(ratio(total.ratio()));
        }
        long over = overTarget();
        cells.add(over == 0 ? new Cell("ok", Tone.GOOD) : new Cell(over + " over target", Tone.HIGH));
        return cells;
    }

    private static Cell time(@Nullable Double ms) {
        return ms == null ? NONE : new Cell(Figures.time(ms));
    }

    private static Cell ratio(@Nullable Double ratio) {
        return ratio == null ? NONE : new Cell(Figures.times(ratio));
    }

    private static Cell verdict(StatementTimes s) {
        Double ratio = s.ratio();
        if (s.problem() != null) {
            return new Cell("did not run", Tone.HIGH);
        }
        if (isOver(s)) {
            return new Cell("over target", Tone.HIGH);
        }
        if (ratio != null && ratio < 1 / SLOWER) {
            return new Cell("slower", Tone.MEDIUM);
        }
        return s.targetMs() == null || s.beforeMs() == null ? NONE : new Cell("ok", Tone.GOOD);
    }

    private static boolean isOver(StatementTimes s) {
        Double now = s.afterMs() == null ? s.beforeMs() : s.afterMs();
        Double target = s.targetMs();
        return now != null && target != null && now > target;
    }

    private String method() {
        IntSummaryStatistics runs = statements.stream()
                .filter(s -> s.beforeMs() != null)
                .mapToInt(StatementTimes::samples)
                .summaryStatistics();
        if (runs.getCount() == 0) {
            return "No statement was run.";
        }
        String range = runs.getMin() == runs.getMax()
                ? Words.count(runs.getMax(), "run", "runs")
                : runs.getMin() + " to " + runs.getMax() + " runs";
        return "Each time is the median of " + range + ", measured in this run.";
    }

    private static Stream<Bar> bar(StatementTimes s) {
        Double before = s.beforeMs();
        if (before == null) {
            return Stream.empty();
        }
        return Stream.of(new Bar(
                s.statement(),
                before,
                Figures.time(before),
                s.afterMs(),
                s.afterMs() == null ? null : Figures.time(s.afterMs()),
                s.targetMs(),
                s.targetMs() == null ? null : Figures.time(s.targetMs())));
    }
}
