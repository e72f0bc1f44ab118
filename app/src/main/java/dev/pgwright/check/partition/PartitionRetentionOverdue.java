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
import dev.pgwright.check.partition.TimePartitions.Rule;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Partitions that are older than the table's comment says they are kept. */
public final class PartitionRetentionOverdue implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "partition-retention-overdue",
            Theme.PARTITION,
            Impact.MEDIUM,
            Facts.RELATION,
            Facts.PARTITION_KEY,
            Facts.COLUMN);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return TimePartitions.of(snapshot).stream()
                .flatMap(table -> finding(table, tables, TimePartitions.now(snapshot)).stream())
                .toList();
    }

    private static Optional<Finding> finding(TimePartitions table, Tables tables, LocalDateTime now) {
        Rule rule = table.rule().orElse(null);
        List<Part> overdue = rule == null ? List.of() : overdue(table, rule, now);
        if (overdue.isEmpty()) {
            return Optional.empty();
        }
        String name = Tables.name(table.table());
        return Optional.of(
                Finding.of(
                        INFO,
                        name,
                        Impact.MEDIUM,
                        overdue.size() + (overdue.size() == 1 ? " partition" : " partitions") + " of " + name
                                + " should be gone",
                        Figures.ofTable(table.table().schema(), table.table().name())
                                .and(
                                        "keep",
                                        Objects.requireNonNull(rule).keep() + " "
                                                + rule.period().unit() + "s")
                                .and(
                                        "overdue",
                                        overdue.stream()
                                                .map(part -> part.table().name())
                                                .toList())
                                .and(
                                        "rows",
                                        overdue.stream()
                                                .mapToLong(part -> tables.rows(part.table()))
                                                .sum()),
                        "Rows are kept longer than was decided: they cost space and backups, and may have to be deleted by law."));
    }

    private static List<Part> overdue(TimePartitions table, Rule rule, LocalDateTime now) {
        return table.parts().stream()
                .filter(part -> part.to() != null && !part.to().isAfter(rule.limit(now)))
                .toList();
    }
}
