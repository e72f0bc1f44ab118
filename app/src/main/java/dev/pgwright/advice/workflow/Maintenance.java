package dev.pgwright.advice.workflow;

import dev.pgwright.advice.Remedies;
import dev.pgwright.check.CheckRunner;
import dev.pgwright.check.Checks;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.vacuum.AutovacuumSettings;
import dev.pgwright.operation.Analyze;
import dev.pgwright.operation.Freeze;
import dev.pgwright.operation.RefreshMaterializedView;
import dev.pgwright.operation.Reindex;
import dev.pgwright.operation.Repack;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Upkeep by need, not by calendar: what autovacuum has done is not done again. Tables are never rewritten under a lock
 * that stops everybody, and counters are never reset, since they are the baseline of everything else.
 */
public final class Maintenance {
    /** Share of an index that a rebuild would free, from which it is worth it. */
    private static final double WEEKLY_BLOAT = 0.4;

    private static final double MONTHLY_BLOAT = 0.3;
    /** Of a table: some empty space is what updates work with. */
    private static final double WORTH_A_REWRITE = 0.5;
    /** Share of the rows that changed since the last analyze; autovacuum waits for a tenth. */
    private static final double MONTHLY_CHANGED = 0.05;
    /** Share of the age at which autovacuum freezes a table come what may. */
    private static final double FREEZE_AHEAD = 0.5;

    private final Snapshot snapshot;
    private final Tables tables;
    private final WorkPlan.Builder plan = new WorkPlan.Builder();

    private Maintenance(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.tables = new Tables(snapshot);
    }

    /** Vacuum and analyze where due, remains of builds, bloated indexes, materialized views, partitions to come. */
    public static WorkPlan weekly(Snapshot snapshot) {
        return new Maintenance(snapshot).week(WEEKLY_BLOAT).build(Workflow.WEEKLY.id());
    }

    /** The same with lower lines, rows frozen ahead, and half-empty tables written anew where that stops nobody. */
    public static WorkPlan monthly(Snapshot snapshot) {
        Maintenance maintenance = new Maintenance(snapshot);
        maintenance.week(MONTHLY_BLOAT);
        maintenance.analyzeWhatChanged();
        maintenance.freezeAhead();
        maintenance.repack();
        return maintenance.plan.build(Workflow.MONTHLY.id());
    }

    private WorkPlan.Builder week(double bloat) {
        Set<String> upkeep = Checks.ALL.stream()
                .filter(check -> check.info().theme() == Theme.VACUUM)
                .map(check -> check.info().id())
                .collect(Collectors.toSet());
        List<Finding> due = CheckRunner.run(snapshot, Thresholds.general()).findings().stream()
                .filter(finding ->
                        upkeep.contains(finding.check()) || finding.check().equals("invalid-index"))
                .toList();
        Remedies.propose(due, snapshot).forEach(plan::add);
        reindex(bloat);
        refresh();
        PartitionsAhead.add(plan, snapshot);
        return plan;
    }

    /** A rewrite under a lock that stops everybody is never planned; without another way it is only spoken of. */
    private void repack() {
        for (BloatedTables.Bloat bloat : BloatedTables.of(snapshot, tables, WORTH_A_REWRITE)) {
            String why = "It has " + bloat.pages() + " pages and its rows would fit into about " + bloat.expected()
                    + ": " + Math.round(100 * bloat.share()) + " % of it is empty space (estimated from statistics)";
            Repack.of(snapshot, bloat.table())
                    .ifPresentOrElse(
                            repack -> plan.add(
                                    repack,
                                    why,
                                    "Needs disk for a second copy of the table and its indexes meanwhile."),
                            () -> plan.note(
                                    bloat.name() + " is not rewritten. " + why + ". New rows fill it again; to give"
                                            + " it back to the disk, install pg_repack (it needs a primary key), use REPACK"
                                            + " (CONCURRENTLY) of PostgreSQL 19, or run VACUUM FULL in a maintenance window:"
                                            + " nobody can read or write the table until it is done."));
        }
    }

    private void reindex(double bloat) {
        for (BloatedIndexes.Bloat index : BloatedIndexes.of(snapshot, tables, bloat)) {
            plan.add(
                    new Reindex(index.table(), index.name()),
                    "It has " + index.pages() + " pages and would have about " + index.expected() + " when built anew: "
                            + Math.round(100 * index.share()) + " % of it is empty space (estimated from statistics)",
                    "Needs disk for a second copy while it is built.");
        }
    }

    /** Only what can be done beside its readers. */
    private void refresh() {
        for (Relation view : snapshot.rows(Facts.RELATION)) {
            if (view.kind() != Relation.Kind.MATERIALIZED_VIEW || view.extension() != null) {
                continue;
            }
            TableName name = new TableName(view.schema(), view.name());
            if (!view.populated()) {
                plan.note(name + " was never filled: refresh it once by hand; nobody can read it before that.");
            } else if (snapshot.indexesOf(view.oid()).stream().anyMatch(Maintenance::allowsConcurrentRefresh)) {
                plan.add(new RefreshMaterializedView(name, true), "Its rows are those of its last refresh");
            } else {
                plan.note(name + " is not refreshed: without a unique index on plain columns, without a condition,"
                        + " nobody could read it meanwhile.");
            }
        }
    }

    private static boolean allowsConcurrentRefresh(Index index) {
        return index.unique()
                && index.valid()
                && !index.partial()
                && index.keys().stream().allMatch(key -> key.column() != null);
    }

    private void analyzeWhatChanged() {
        tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> tables.statistic(table, TableStatistics::rowsModifiedSinceAnalyze)
                        > MONTHLY_CHANGED * Math.max(1000, tables.rows(table)))
                .forEach(table -> plan.add(
                        new Analyze(new TableName(table.schema(), table.name())),
                        "Some of its rows have changed since the last analyze, too few for autovacuum to come"));
    }

    private void freezeAhead() {
        tables.all().filter(table -> table.kind() == Relation.Kind.TABLE).forEach(table -> {
            Long age = table.frozenXidAge();
            double limit = new AutovacuumSettings(snapshot, table).freezeAge();
            if (age != null && age > FREEZE_AHEAD * limit) {
                plan.add(
                        new Freeze(new TableName(table.schema(), table.name())),
                        "Its oldest row is " + age + " transactions old: autovacuum would freeze it at "
                                + Math.round(limit) + ", whatever the hour");
            }
        });
    }
}
