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
import java.util.List;
import java.util.stream.Stream;

/**
 * A table that looks like a partition and is none: the parent's columns, a name like those of its partitions, and one
 * that comes after the first of them (older ones were detached on purpose).
 */
public final class PartitionUnattached implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "partition-unattached",
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
                .flatMap(table ->
                        unattached(table, snapshot, tables).map(left -> finding(table, left, tables.rows(left))))
                .toList();
    }

    private static Stream<Relation> unattached(TimePartitions table, Snapshot snapshot, Tables tables) {
        List<String> names = table.parts().stream()
                .map(Part::table)
                .map(Relation::name)
                .sorted()
                .toList();
        List<String> shapes = names.stream().map(PartitionUnattached::shape).toList();
        List<String> columns = columns(table.table(), snapshot);
        return tables.roots()
                .filter(left -> left.kind() == Relation.Kind.TABLE
                        && left.schema().equals(table.table().schema())
                        && left.parentOids().isEmpty()
                        && shapes.contains(shape(left.name()))
                        && left.name().compareTo(names.get(0)) > 0
                        && columns(left, snapshot).equals(columns));
    }

    /** A name with its digits made equal. */
    private static String shape(String name) {
        return name.replaceAll("[0-9]", "0");
    }

    private static List<String> columns(Relation table, Snapshot snapshot) {
        return snapshot.columnsOf(table.oid()).stream()
                .map(column -> column.name() + " " + column.type())
                .sorted()
                .toList();
    }

    private static Finding finding(TimePartitions table, Relation left, long rows) {
        return Finding.of(
                INFO,
                Tables.name(left),
                rows > 0 ? Impact.MEDIUM : Impact.LOW,
                "Table " + Tables.name(left) + " looks like a partition of " + Tables.name(table.table())
                        + " and is none",
                Figures.ofTable(left.schema(), left.name())
                        .and("parent", Tables.name(table.table()))
                        .and("column", table.column())
                        .and("rows", rows),
                "Statements on the parent do not see its rows; what made it was cut off, or somebody forgot it.");
    }
}
