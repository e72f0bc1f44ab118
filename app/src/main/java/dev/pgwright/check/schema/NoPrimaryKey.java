package dev.pgwright.check.schema;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A table whose rows nothing tells apart. */
public final class NoPrimaryKey implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "no-primary-key", Theme.SCHEMA, Impact.MEDIUM, Facts.RELATION, Facts.COLUMN, Facts.CONSTRAINT, Facts.INDEX);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return tables.roots()
                .filter(table -> snapshot.constraintsOf(table.oid()).stream()
                        .noneMatch(constraint -> constraint.type() == Constraint.Type.PRIMARY_KEY))
                .map(table -> finding(snapshot, tables, table))
                .toList();
    }

    private static Finding finding(Snapshot snapshot, Tables tables, Relation table) {
        List<String> candidates = snapshot.indexesOf(table.oid()).stream()
                .filter(index -> couldBeKey(snapshot, index))
                .map(Index::name)
                .toList();
        return Finding.of(
                INFO,
                Tables.name(table),
                candidates.isEmpty() ? Impact.MEDIUM : Impact.LOW,
                "Table " + Tables.name(table) + " has no primary key",
                Figures.ofTable(table.schema(), table.name())
                        .and("rows", tables.rows(table))
                        .and("indexes_that_could_be_one", candidates)
                        .and("partitions", tables.partitions(table).size()),
                "Equal rows cannot be told apart or deleted one by one, logical replication refuses UPDATE and DELETE,"
                        + " and tools that find rows by their key cannot work on it.");
    }

    private static boolean couldBeKey(Snapshot snapshot, Index index) {
        Set<String> notNull = snapshot.columnsOf(index.relationOid()).stream()
                .filter(Column::notNull)
                .map(Column::name)
                .collect(Collectors.toSet());
        return index.unique()
                && index.valid()
                && index.immediate()
                && !index.partial()
                && index.keys().stream().allMatch(key -> key.column() != null && notNull.contains(key.column()));
    }
}
