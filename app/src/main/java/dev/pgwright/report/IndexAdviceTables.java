package dev.pgwright.report;

import dev.pgwright.report.IndexAdviceResult.SelectedIndex;
import dev.pgwright.report.IndexAdviceResult.StatementCost;
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
import java.util.List;

/** The tables of {@code indexes}: one line per index, one per statement. */
final class IndexAdviceTables {
    /** Statements in the table; JSON has them all. */
    private static final int MOST_STATEMENTS = 20;
    /** Statements in the table when few of them change. */
    private static final int LEAST_STATEMENTS = 5;
    /** Statements whose plans differ that are named. */
    private static final int MOST_DIFFERENT = 5;

    private static final List<Column> INDEXES = List.of(
            Column.words("index"),
            Column.figures("size"),
            Column.figures("saved"),
            Column.figures("upkeep"),
            Column.figures("serves"));
    private static final List<Column> STATEMENTS = List.of(
            Column.words("statement"),
            Column.figures("calls"),
            Column.figures("before"),
            Column.figures("after"),
            Column.figures("cheaper"),
            Column.words("plan"));
    private static final Cell NONE = new Cell("-", Tone.QUIET);

    private final IndexAdviceResult advice;

    IndexAdviceTables(IndexAdviceResult advice) {
        this.advice = advice;
    }

    List<Block> indexes() {
        if (advice.selected().isEmpty()) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        advice.selected().forEach(index -> rows.add(row(rows.size() + 1, index)));
        long bytes = advice.selected().stream().mapToLong(SelectedIndex::bytes).sum();
        double upkeep = advice.selected().stream()
                .mapToDouble(SelectedIndex::writePenalty)
                .sum();
        rows.add(new Row(
                List.of(
                        new Cell("all together"),
                        new Cell(Figures.bytes(bytes)),
                        new Cell(IndexWords.share(1 - advice.cost().relative())),
                        share(upkeep),
                        new Cell(Figures.count(advice.statements().stream()
                                .filter(s -> !s.indexes().isEmpty())
                                .count()))),
                true));
        return List.of(new Table("New indexes", INDEXES, rows));
    }

    private Row row(int number, SelectedIndex index) {
        return new Row(
                List.of(
                        new Cell(number + ". " + IndexWords.brief(index.change())),
                        new Cell(Figures.bytes(index.bytes())),
                        share(index.gain()),
                        share(index.writePenalty()),
                        new Cell(Figures.count(index.serves().size()))),
                false);
    }

    private Cell share(double cost) {
        double before = advice.cost().before();
        return cost == 0 || before <= 0 ? NONE : new Cell(IndexWords.share(cost / before));
    }

    List<Block> statements() {
        if (advice.statements().isEmpty()) {
            return List.of();
        }
        List<StatementCost> sorted = advice.statements().stream()
                .sorted(Comparator.comparingDouble(IndexAdviceTables::saved).reversed())
                .toList();
        long changed = sorted.stream().filter(s -> saved(s) > 0).count();
        int wanted = (int) Math.min(MOST_STATEMENTS, Math.max(changed, LEAST_STATEMENTS));
        int shown = sorted.size() <= wanted + 1 ? sorted.size() : wanted;
        List<Row> rows = new ArrayList<>();
        sorted.subList(0, shown).forEach(s -> rows.add(row(s)));
        List<StatementCost> others = sorted.subList(shown, sorted.size());
        if (!others.isEmpty()) {
            double before =
                    others.stream().mapToDouble(s -> s.calls() * s.before()).sum();
            double after =
                    others.stream().mapToDouble(s -> s.calls() * s.after()).sum();
            rows.add(sum(others.size() + " others, all calls", before, after));
        }
        rows.add(sum("all calls together", advice.cost().before(), advice.cost().after()));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table("Statements before and after", STATEMENTS, rows));
        blocks.add(new Paragraph(method(), Tone.QUIET));
        List<String> different = different();
        if (!different.isEmpty()) {
            blocks.add(Items.of("Planned otherwise on the twin", different));
        }
        return blocks;
    }

    private static double saved(StatementCost s) {
        return s.calls() * (s.before() - s.after());
    }

    private static Row row(StatementCost s) {
        return new Row(
                List.of(
                        new Cell(s.statement()),
                        new Cell(Figures.number(s.calls())),
                        new Cell(Figures.number(s.before())),
                        new Cell(Figures.number(s.after())),
                        cheaper(s.before(), s.after()),
                        plan(s)),
                false);
    }

    private static Row sum(String name, double before, double after) {
        return new Row(
                List.of(
                        new Cell(name),
                        NONE,
                        new Cell(Figures.number(before)),
                        new Cell(Figures.number(after)),
                        cheaper(before, after),
                        NONE),
                true);
    }

    private static Cell cheaper(double before, double after) {
        if (Figures.isSame(before, after) || after <= 0) {
            return NONE;
        }
        return new Cell(Figures.times(before / after), after > before ? Tone.MEDIUM : Tone.PLAIN);
    }

    private static Cell plan(StatementCost s) {
        Boolean calibrated = s.calibrated();
        if (calibrated == null) {
            return NONE;
        }
        return calibrated ? new Cell("exact", Tone.GOOD) : new Cell("differs", Tone.MEDIUM);
    }

    private String method() {
        long asked =
                advice.statements().stream().filter(s -> s.calibrated() != null).count();
        long exact = advice.statements().stream()
                .filter(s -> Boolean.TRUE.equals(s.calibrated()))
                .count();
        String units = "Costs of one call in the planner's units; the sums are of all calls, with the upkeep of new"
                + " indexes.";
        return asked == 0
                ? units + " There was no database to compare the twin's plans with."
                : units + " The twin plans " + exact + " of " + Words.count(asked, "statement", "statements")
                        + " exactly as the database does.";
    }

    private List<String> different() {
        List<StatementCost> all = advice.statements().stream()
                .filter(s -> Boolean.FALSE.equals(s.calibrated()))
                .toList();
        List<String> lines = new ArrayList<>();
        all.stream().limit(MOST_DIFFERENT).forEach(s -> lines.add(s.statement() + ": " + s.difference()));
        if (all.size() > MOST_DIFFERENT) {
            lines.add((all.size() - MOST_DIFFERENT) + " more; --format json has them");
        }
        return lines;
    }
}
