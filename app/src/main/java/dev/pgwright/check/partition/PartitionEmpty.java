package dev.pgwright.check.partition;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.partition.TimePartitions.Part;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.time.LocalDateTime;
import java.util.List;

/** Partitions whose time is over and that hold nothing. */
public final class PartitionEmpty implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "partition-empty",
            Theme.PARTITION,
            Impact.LOW,
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
        LocalDateTime now = TimePartitions.now(snapshot);
        return TimePartitions.of(snapshot).stream()
                .filter(table -> table.isContinued(now) && tables.rows(table.table()) > 0)
                .map(table -> new TimePartitions(
                        table.table(), table.column(), table.type(), empty(table, tables, now), table.rest()))
                .filter(table -> !table.parts().isEmpty())
                .map(PartitionEmpty::finding)
                .toList();
    }

    /** Analyzed, or nobody knows; late rows may still come for a while. */
    private static List<Part> empty(TimePartitions table, Tables tables, LocalDateTime now) {
        Period period = table.period().orElse(Period.MONTH);
        return table.parts().stream()
                .filter(part -> part.to() != null && period.plus(part.to(), 1).isBefore(now))
                .filter(part -> part.table().kind() == Relation.Kind.TABLE
                        && part.table().tuples() == 0
                        && part.table().pages() == 0
                        && tables.rows(part.table()) == 0)
                .toList();
    }

    private static Finding finding(TimePartitions table) {
        String name = Tables.name(table.table());
        int count = table.parts().size();
        return Finding.of(
                INFO,
                name,
                Impact.LOW,
                count + (count == 1 ? " partition" : " partitions") + " of " + name + " from the past "
                        + (count == 1 ? "is" : "are") + " empty",
                Figures.ofTable(table.table().schema(), table.table().name())
                        .and(
                                "empty",
                                table.parts().stream()
                                        .map(part -> part.table().name())
                                        .toList()),
                "Each costs planning time, locks and memory of every statement that cannot leave it out, for nothing.");
    }
}
