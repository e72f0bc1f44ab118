package dev.pgwright.check.partition;

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
import java.util.List;
import java.util.Objects;

/** A default partition that rows have fallen into. */
public final class PartitionDefaultRows implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "partition-default-rows",
            Theme.PARTITION,
            Impact.MEDIUM,
            Facts.RELATION,
            Facts.PARTITION_KEY,
            Facts.COLUMN,
            Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return TimePartitions.of(snapshot).stream()
                .filter(table -> table.rest() != null && tables.rows(table.rest()) > 0)
                .map(table -> finding(table, Objects.requireNonNull(table.rest()), tables))
                .toList();
    }

    private static Finding finding(TimePartitions table, Relation rest, Tables tables) {
        return Finding.of(
                INFO,
                Tables.name(table.table()),
                Impact.MEDIUM,
                "Rows of " + Tables.name(table.table()) + " lie in its default partition",
                Figures.ofTable(table.table().schema(), table.table().name())
                        .and("default_partition", rest.name())
                        .and("column", table.column())
                        .and("rows", tables.rows(rest)),
                "No range fits them. They are read by every statement, retention does not reach them, and a partition for"
                        + " their time cannot be attached before they are moved.");
    }
}
