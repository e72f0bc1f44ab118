package dev.pgwright.check.vacuum;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table of which the planner has an old picture, or none. */
public final class StaleStatistics implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "stale-statistics",
            Theme.VACUUM,
            Impact.HIGH,
            Facts.RELATION,
            Facts.SETTING,
            Facts.COLUMN,
            Facts.COLUMN_STATISTICS,
            Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        Set<String> described = new HashSet<>();
        snapshot.rows(Facts.COLUMN_STATISTICS).forEach(s -> described.add(s.schema() + "." + s.relation()));
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> !snapshot.columnsOf(table.oid()).isEmpty())
                .flatMap(table -> never(snapshot, tables, table, described, thresholds)
                        .or(() -> stale(snapshot, tables, table, thresholds))
                        .stream())
                .toList();
    }

    private static Optional<Finding> never(
            Snapshot snapshot, Tables tables, Relation table, Set<String> described, Thresholds thresholds) {
        long rows = tables.rows(table);
        boolean analyzed = described.contains(Tables.name(table)) || !readsAllStatistics(snapshot);
        if (analyzed || rows < thresholds.largeUnanalyzedRows()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                INFO,
                Tables.name(table),
                rows >= thresholds.largeTableRows() ? Impact.HIGH : Impact.MEDIUM,
                "Table " + Tables.name(table) + " was never analyzed",
                Figures.ofTable(table.schema(), table.name()).and("rows", rows),
                "The planner knows nothing of its values and guesses: wrong joins, wrong indexes, wrong sort memory."));
    }

    /** Statistics of columns that a role may not read are hidden from it, which looks as if there were none. */
    private static boolean readsAllStatistics(Snapshot snapshot) {
        return snapshot.server().superuser();
    }

    private static Optional<Finding> stale(Snapshot snapshot, Tables tables, Relation table, Thresholds thresholds) {
        long changed = tables.statistic(table, TableStatistics::rowsModifiedSinceAnalyze);
        double due = new AutovacuumSettings(snapshot, table).analyzeThreshold();
        if (changed < thresholds.deadRows() || changed <= due * thresholds.overdueFactor()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                INFO,
                Tables.name(table),
                Impact.MEDIUM,
                "Planner statistics of table " + Tables.name(table) + " are out of date",
                Figures.ofTable(table.schema(), table.name())
                        .and("rows", tables.rows(table))
                        .and("rows_changed_since_analyze", changed)
                        .and("analyze_due_at_rows", Math.round(due)),
                "The planner still plans for the rows as they were: new values do not exist for it, and row counts are"
                        + " off."));
    }
}
