package dev.pgwright.check.vacuum;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.util.List;
import java.util.Optional;

/** A table that grew a lot and that autovacuum did not come to since. */
public final class OverdueInsertVacuum implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "overdue-insert-vacuum",
            Theme.VACUUM,
            Impact.MEDIUM,
            Facts.RELATION,
            Facts.SETTING,
            Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        if (doubt(snapshot, thresholds).isPresent() || AutovacuumSettings.isServerOff(snapshot)) {
            return List.of();
        }
        Tables tables = new Tables(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> !new AutovacuumSettings(snapshot, table).isDisabled())
                .filter(table -> tables.rows(table) >= thresholds.mediumTableRows())
                .filter(table -> isOverdue(snapshot, tables, table, thresholds))
                .map(table -> finding(snapshot, tables, table))
                .toList();
    }

    /** A server younger than that may not have had its turn yet. */
    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Ages.tooYoung(snapshot, thresholds.vacuum().statisticsAge(), INFO);
    }

    private static boolean isOverdue(Snapshot snapshot, Tables tables, Relation table, Thresholds thresholds) {
        double due = new AutovacuumSettings(snapshot, table).insertThreshold();
        return due >= 0 && inserted(tables, table) > due * thresholds.overdueFactor();
    }

    private static long inserted(Tables tables, Relation table) {
        return tables.statistic(table, TableStatistics::rowsInsertedSinceVacuum);
    }

    private static Finding finding(Snapshot snapshot, Tables tables, Relation table) {
        double seen = table.pages() == 0 ? 1 : (double) table.allVisiblePages() / table.pages();
        return Finding.of(
                INFO,
                Tables.name(table),
                seen < 0.5 ? Impact.MEDIUM : Impact.LOW,
                "Table " + Tables.name(table) + " grew by " + inserted(tables, table)
                        + " rows since it was vacuumed last",
                Figures.ofTable(table.schema(), table.name())
                        .and("rows_inserted_since", inserted(tables, table))
                        .and(
                                "autovacuum_due_at_rows",
                                Math.round(new AutovacuumSettings(snapshot, table).insertThreshold()))
                        .and("all_visible_percent", Math.round(seen * 1000) / 10.0),
                "Index-only scans must look into the table for every row that vacuum has not seen, and the day comes when"
                        + " all those rows must be frozen at once.");
    }
}
