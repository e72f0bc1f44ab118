package dev.pgwright.advice.workflow;

import dev.pgwright.advice.Remedies;
import dev.pgwright.check.CheckRunner;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Thresholds;
import dev.pgwright.operation.Analyze;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import dev.pgwright.workload.WorkloadStatement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a database for the statements of a batch: statistics and visibility of the tables that they touch, the
 * indexes that they need, memory for what spills, and what they read in memory.
 */
public final class PreBatch {
    /** Share of the rows that changed since the last analyze: a batch plans once and runs for hours. */
    private static final double CHANGED = 0.02;
    /** Share of dead rows worth a vacuum beforehand. */
    private static final double DEAD = 0.05;
    /** Share of the pages that are known to be visible to all, below which index-only scans look at the table. */
    private static final double VISIBLE = 0.9;

    private static final int FEW_ROWS = 1000;

    private static final Set<String> UPKEEP =
            Set.of("autovacuum-disabled", "dead-tuples", "overdue-vacuum", "stale-statistics", "invalid-index");

    private final Snapshot snapshot;
    private final Tables tables;
    private final Set<Relation> touched;
    private final WorkPlan.Builder plan = new WorkPlan.Builder();

    private PreBatch(Snapshot snapshot, List<WorkloadStatement> batch) {
        this.snapshot = snapshot;
        this.tables = new Tables(snapshot);
        this.touched = TouchedTables.of(snapshot, batch);
    }

    /** An index that the batch needs, with the statements that it serves. */
    public record Needed(CreateIndex index, List<String> serves) {
        public Needed {
            serves = List.copyOf(serves);
        }
    }

    /**
     * The plan.
     *
     * @param batch its statements
     * @param indexes that an advisor found for them
     * @param role that the batch logs in as; null for settings of the whole database
     */
    public static WorkPlan of(
            Snapshot snapshot, List<WorkloadStatement> batch, List<Needed> indexes, @Nullable String role) {
        PreBatch preparation = new PreBatch(snapshot, batch);
        preparation.upkeep();
        BatchSettings settings = new BatchSettings(snapshot, role, preparation.plan);
        settings.workMemory(batch);
        settings.maintenanceMemory(
                indexes.stream().map(needed -> (Operation) needed.index()).toList());
        indexes.forEach(preparation::index);
        BatchMemory.warm(preparation.plan, snapshot, preparation.touched);
        return preparation.plan.build(Workflow.PRE_BATCH.id());
    }

    private void upkeep() {
        List<Finding> due = CheckRunner.run(snapshot, Thresholds.general()).findings().stream()
                .filter(finding -> UPKEEP.contains(finding.check()))
                .filter(finding -> touched.stream()
                        .anyMatch(table -> table.schema().equals(finding.text("schema"))
                                && table.name().equals(finding.text("table"))))
                .toList();
        Remedies.propose(due, snapshot).forEach(plan::add);
        touched.stream()
                .filter(table -> table.kind() == Relation.Kind.TABLE && tables.rows(table) >= FEW_ROWS)
                .forEach(this::refresh);
    }

    private void refresh(Relation table) {
        TableName name = new TableName(table.schema(), table.name());
        double rows = tables.rows(table);
        long dead = tables.statistic(table, TableStatistics::deadRows);
        long changed = tables.statistic(table, TableStatistics::rowsModifiedSinceAnalyze);
        if (dead > DEAD * rows) {
            plan.add(new Vacuum(name), Math.round(100 * dead / rows) + " % of what the batch would read there is dead");
        } else if (table.pages() > 0 && table.allVisiblePages() < VISIBLE * table.pages()) {
            plan.add(
                    new Vacuum(name),
                    "Only " + table.allVisiblePages() + " of its " + table.pages() + " pages are known to be visible to"
                            + " all: index-only scans would look at the table for the others");
        } else if (changed > CHANGED * rows || table.tuples() < 0) {
            plan.add(new Analyze(name), changed + " of its rows have changed since the last analyze");
        }
    }

    private void index(Needed needed) {
        plan.add(
                needed.index(),
                "The batch's " + String.join(", ", needed.serves()) + " cost less with it, by the planner on a twin",
                "Every write to " + needed.index().table() + " keeps one more index up to date.");
    }
}
