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
import dev.pgwright.snapshot.Snapshot;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** A table whose partitions end before the next period does. */
public final class PartitionMissing implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "partition-missing", Theme.PARTITION, Impact.CRITICAL, Facts.RELATION, Facts.PARTITION_KEY, Facts.COLUMN);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        LocalDateTime now = TimePartitions.now(snapshot);
        return TimePartitions.of(snapshot).stream()
                .flatMap(table -> finding(table, now).stream())
                .toList();
    }

    /** Until when there should be partitions: one period ahead, a month for years. */
    private static LocalDateTime soon(Period period, LocalDateTime now) {
        return period == Period.YEAR ? now.plusMonths(1) : period.plus(now, 1);
    }

    private static Optional<Finding> finding(TimePartitions table, LocalDateTime now) {
        Period period = table.period().orElse(null);
        LocalDateTime end = table.end().orElse(null);
        if (period == null || end == null || end.isAfter(soon(period, now)) || !table.isContinued(now)) {
            return Optional.empty();
        }
        boolean late = !end.isAfter(now);
        boolean caught = table.rest() != null;
        String name = Tables.name(table.table());
        return Optional.of(Finding.of(
                INFO,
                name,
                late ? (caught ? Impact.HIGH : Impact.CRITICAL) : (caught ? Impact.LOW : Impact.HIGH),
                late
                        ? "Table " + name + " has no partition for rows of now"
                        : "Table " + name + " has no partition for the next " + period.unit(),
                Figures.ofTable(table.table().schema(), table.table().name())
                        .and("column", table.column())
                        .and("every", period.unit())
                        .and("partitions", table.parts().size())
                        .and("default_partition", caught),
                caught
                        ? "Rows without a partition go to the default one, which then is in the way of making theirs:"
                                + " it is looked through under a lock, and its rows have to be moved."
                        : "A row without a partition is refused with an error."));
    }
}
