package dev.pgwright.report;

import dev.pgwright.report.IndexAdviceResult.IndexOpinion;
import dev.pgwright.report.IndexAdviceResult.SecondOpinion;
import dev.pgwright.report.IndexAdviceResult.SelectedIndex;
import dev.pgwright.report.IndexAdviceResult.StatementCost;
import dev.pgwright.report.IndexAdviceResult.StatementOpinion;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Cell;
import dev.pgwright.report.document.Table.Column;
import dev.pgwright.report.document.Table.Row;
import dev.pgwright.report.document.Tone;
import dev.pgwright.twin.HypoPgOpinion;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What HypoPG on the target makes of the selected indexes, beside what the twin says. */
public final class SecondOpinions {
    /** Statements that it is asked about: those of which the most is saved. */
    private static final int MOST_STATEMENTS = 300;

    private static final List<Column> COLUMNS = List.of(
            Column.words("index"),
            Column.figures("by the twin"),
            Column.figures("by HypoPG"),
            Column.figures("as large"));

    private static final String REMARK =
            "HypoPG does not let equal keys share an entry and takes the descent of a tree for"
                    + " cheaper than it is: where both differ, believe the twin's sizes.";

    private SecondOpinions() {}

    /** Statements that the selected indexes serve: of others there is nothing to ask. */
    public static List<WorkloadStatement> served(IndexAdviceResult advice, List<WorkloadStatement> workload) {
        Map<String, Double> saved = new HashMap<>();
        for (StatementCost cost : advice.statements()) {
            if (!cost.indexes().isEmpty()) {
                saved.put(cost.statement(), cost.calls() * (cost.before() - cost.after()));
            }
        }
        Set<String> names = new HashSet<>();
        return workload.stream()
                .filter(statement -> saved.containsKey(statement.name()) && names.add(statement.name()))
                .sorted((a, b) -> Double.compare(saved.getOrDefault(b.name(), 0.0), saved.getOrDefault(a.name(), 0.0)))
                .limit(MOST_STATEMENTS)
                .toList();
    }

    /** For the result. */
    public static SecondOpinion of(IndexAdviceResult advice, List<WorkloadStatement> asked, HypoPgOpinion opinion) {
        Map<String, StatementCost> ours = new HashMap<>();
        advice.statements().forEach(cost -> ours.put(cost.statement(), cost));
        List<StatementOpinion> statements = new ArrayList<>();
        double before = 0;
        double after = 0;
        double oursBefore = 0;
        double oursAfter = 0;
        for (int i = 0; i < asked.size(); i++) {
            StatementCost cost = ours.get(asked.get(i).name());
            @Nullable Double without = opinion.before().get(i);
            @Nullable Double with = opinion.after().get(i);
            if (cost != null && without != null && with != null) {
                statements.add(new StatementOpinion(cost.statement(), without, with));
                before += cost.calls() * without;
                after += cost.calls() * with;
                oursBefore += cost.calls() * cost.before();
                oursAfter += cost.calls() * cost.after();
            }
        }
        List<IndexOpinion> indexes = advice.selected().stream()
                .map(index -> new IndexOpinion(
                        index.name(),
                        index.table(),
                        opinion.bytes().get(index.name()),
                        opinion.refusals().get(index.name())))
                .toList();
        return new SecondOpinion(
                "HypoPG",
                before,
                after,
                before <= 0 ? 1 : after / before,
                oursBefore <= 0 ? 1 : oursAfter / oursBefore,
                indexes,
                statements);
    }

    /** A table of sizes, and what the statements would cost. */
    static List<Block> blocks(IndexAdviceResult advice) {
        SecondOpinion opinion = advice.secondOpinion();
        if (opinion == null) {
            return List.of();
        }
        Map<String, SelectedIndex> selected = new HashMap<>();
        advice.selected().forEach(index -> selected.put(index.name(), index));
        List<Row> rows = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (IndexOpinion index : opinion.indexes()) {
            Long bytes = index.bytes();
            SelectedIndex own = selected.get(index.name());
            String name = own == null ? index.name() : IndexWords.brief(own.change());
            Cell here = own == null ? new Cell("-", Tone.QUIET) : new Cell(Figures.bytes(own.bytes()));
            Cell there = bytes == null ? new Cell("-", Tone.QUIET) : new Cell(Figures.bytes(bytes));
            Cell ratio = own == null || bytes == null || own.bytes() == 0
                    ? new Cell("-", Tone.QUIET)
                    : new Cell(Figures.times((double) bytes / own.bytes()));
            rows.add(new Row(List.of(new Cell(name), here, there, ratio), false));
            if (index.refusal() != null) {
                refusals.add(name + ": " + index.refusal());
            }
        }
        String costs = opinion.statements().isEmpty()
                ? opinion.source() + " planned none of the statements that they serve."
                : "The statements that they serve would cost " + IndexWords.share(opinion.relative())
                        + " of what they do by " + opinion.source() + ", and " + IndexWords.share(opinion.twin())
                        + " by the twin.";
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table("Sizes by the twin and by " + opinion.source(), COLUMNS, rows));
        if (!refusals.isEmpty()) {
            blocks.add(Items.of(opinion.source() + " does not take", refusals));
        }
        blocks.add(new Paragraph(costs));
        blocks.add(new Paragraph(REMARK, Tone.QUIET));
        return blocks;
    }
}
