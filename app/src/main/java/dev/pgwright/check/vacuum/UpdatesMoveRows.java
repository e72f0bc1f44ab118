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
import java.util.Locale;
import java.util.Optional;

/** A table whose updates move rows to other pages because their own is full. */
public final class UpdatesMoveRows implements Check {
    private static final double BAD_SHARE = 0.5;
    /** Version that counts them (pg_stat_all_tables.n_tup_newpage_upd). */
    private static final int COUNTED_FROM = 160_000;

    private static final CheckInfo INFO =
            CheckInfo.of("updates-move-rows", Theme.VACUUM, Impact.MEDIUM, Facts.RELATION, Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        if (doubt(snapshot, thresholds).isPresent()) {
            return List.of();
        }
        Tables tables = new Tables(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> table.options().stream().noneMatch(option -> option.startsWith("fillfactor=")))
                .filter(table -> updates(tables, table) >= thresholds.vacuum().updates())
                .filter(table -> share(tables, table) >= thresholds.vacuum().newPageShare())
                .map(table -> finding(tables, table))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.server().versionNum() < COUNTED_FROM
                ? Optional.of(INFO.skipped(
                        "PostgreSQL " + snapshot.server().serverVersion() + " does not count them",
                        "Upgrade the server to 16 or later."))
                : Ages.tooYoung(snapshot, thresholds.vacuum().statisticsAge(), INFO);
    }

    private static long updates(Tables tables, Relation table) {
        return tables.statistic(table, TableStatistics::rowsUpdated);
    }

    private static long moved(Tables tables, Relation table) {
        return tables.statistic(
                table, counters -> counters.rowsUpdatedToNewPage() == null ? 0 : counters.rowsUpdatedToNewPage());
    }

    private static double share(Tables tables, Relation table) {
        return (double) moved(tables, table) / Math.max(updates(tables, table), 1);
    }

    private static Finding finding(Tables tables, Relation table) {
        double percent = Math.round(share(tables, table) * 1000) / 10.0;
        return Finding.of(
                INFO,
                Tables.name(table),
                percent >= BAD_SHARE * 100 ? Impact.MEDIUM : Impact.LOW,
                "Of the updates of table " + Tables.name(table) + ", " + String.format(Locale.ROOT, "%.1f %%", percent)
                        + " find no room in the row's page",
                Figures.ofTable(table.schema(), table.name())
                        .and("updates", updates(tables, table))
                        .and("moved_percent", percent)
                        .and("hot_updates", tables.statistic(table, TableStatistics::rowsHotUpdated)),
                "A row that moves must be entered in every index of the table anew, also where no indexed column changed,"
                        + " and the old entries wait for vacuum. With some room in each page most of that falls away.");
    }
}
