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
import java.util.List;
import java.util.Locale;

/** A table of which a good part is dead rows. */
public final class DeadTuples implements Check {
    private static final double BAD_SHARE = 0.2;
    private static final double WORSE_SHARE = 0.4;

    private static final CheckInfo INFO =
            CheckInfo.of("dead-tuples", Theme.VACUUM, Impact.HIGH, Facts.RELATION, Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> tables.statistic(table, TableStatistics::deadRows) >= thresholds.deadRows())
                .filter(table -> share(tables, table) > thresholds.deadShare())
                .map(table -> finding(tables, table))
                .toList();
    }

    private static double share(Tables tables, Relation table) {
        double dead = tables.statistic(table, TableStatistics::deadRows);
        return dead / (dead + tables.statistic(table, TableStatistics::liveRows));
    }

    private static Finding finding(Tables tables, Relation table) {
        long dead = tables.statistic(table, TableStatistics::deadRows);
        double percent = Math.round(share(tables, table) * 1000) / 10.0;
        return Finding.of(
                INFO,
                Tables.name(table),
                impact(percent / 100),
                "Of the rows in table " + Tables.name(table) + ", "
                        + String.format(Locale.ROOT, "%.1f %% are dead", percent),
                Figures.ofTable(table.schema(), table.name())
                        .and("live_rows", tables.statistic(table, TableStatistics::liveRows))
                        .and("dead_rows", dead)
                        .and("dead_percent", percent)
                        .and("bytes", tables.bytes(table)),
                "Scans read the dead rows and skip them, indexes point to them, and fewer of the live ones fit into"
                        + " memory.");
    }

    private static Impact impact(double share) {
        if (share >= WORSE_SHARE) {
            return Impact.HIGH;
        }
        return share >= BAD_SHARE ? Impact.MEDIUM : Impact.LOW;
    }
}
