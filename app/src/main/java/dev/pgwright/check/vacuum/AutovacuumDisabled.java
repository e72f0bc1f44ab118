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
import java.util.ArrayList;
import java.util.List;

/** A table, or a whole server, that nobody cleans up. */
public final class AutovacuumDisabled implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "autovacuum-disabled",
            Theme.VACUUM,
            Impact.CRITICAL,
            Facts.RELATION,
            Facts.SETTING,
            Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        List<Finding> findings = new ArrayList<>();
        if (AutovacuumSettings.isServerOff(snapshot)) {
            findings.add(serverOff());
        }
        // Partitions are vacuumed each for itself, and a partitioned table holds no rows to vacuum.
        tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> new AutovacuumSettings(snapshot, table).isDisabled())
                .map(table -> finding(snapshot, tables, table, thresholds))
                .forEach(findings::add);
        return findings;
    }

    private static Finding serverOff() {
        return Finding.of(
                INFO,
                "autovacuum",
                Impact.CRITICAL,
                "Autovacuum is off on this server",
                Figures.of("setting", "autovacuum").and("value", "off"),
                "Dead rows stay, planner statistics grow old, and in the end the server stops accepting writes to"
                        + " prevent transaction ID wraparound.");
    }

    private static Finding finding(Snapshot snapshot, Tables tables, Relation table, Thresholds thresholds) {
        long dead = tables.statistic(table, TableStatistics::deadRows);
        return Finding.of(
                INFO,
                Tables.name(table),
                dead >= thresholds.deadRows() ? Impact.HIGH : Impact.MEDIUM,
                "Autovacuum is switched off for table " + Tables.name(table),
                Figures.ofTable(table.schema(), table.name())
                        .and(
                                "autovacuum_enabled",
                                new AutovacuumSettings(snapshot, table)
                                        .option("autovacuum_enabled")
                                        .orElse(""))
                        .and("rows", tables.rows(table))
                        .and("dead_rows", dead),
                "Its dead rows stay and its statistics grow old until somebody vacuums it by hand; only the freeze"
                        + " against wraparound still happens, late and all at once.");
    }
}
