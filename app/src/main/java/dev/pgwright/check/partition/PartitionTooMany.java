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

/** A table with more partitions than the planner and the memory of sessions bear well. */
public final class PartitionTooMany implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("partition-too-many", Theme.PARTITION, Impact.MEDIUM, Facts.RELATION, Facts.PARTITION_KEY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return tables.roots()
                .filter(table -> leaves(tables, table) > thresholds.partitions())
                .map(table -> Finding.of(
                        INFO,
                        Tables.name(table),
                        Impact.MEDIUM,
                        "Table " + Tables.name(table) + " has " + leaves(tables, table) + " partitions",
                        Figures.ofTable(table.schema(), table.name())
                                .and("partitions", leaves(tables, table))
                                .and("rows", tables.rows(table)),
                        "A statement that cannot leave most of them out plans and locks each, and every session keeps"
                                + " what it knows of them in its memory."))
                .toList();
    }

    private static long leaves(Tables tables, Relation table) {
        List<Relation> partitions = tables.partitions(table);
        return partitions.isEmpty()
                ? (table.partition() ? 1 : 0)
                : partitions.stream().mapToLong(part -> leaves(tables, part)).sum();
    }
}
