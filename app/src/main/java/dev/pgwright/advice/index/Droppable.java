package dev.pgwright.advice.index;

import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.IndexEstimate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Existing indexes that nothing but queries rests on: not unique, behind no constraint, no replica identity, not
 * the one that a foreign key of its table is looked up by, no partition's part of a larger one.
 */
final class Droppable {
    private final List<Index> list;

    private Droppable(List<Index> list) {
        this.list = List.copyOf(list);
    }

    static Droppable of(Snapshot snapshot, AdvisedWorkload workload) {
        Set<TableName> tables = workload.statements().stream()
                .flatMap(statement -> statement.analysis().relations().stream())
                .map(use ->
                        new TableName(use.relation().schema(), use.relation().name()))
                .collect(Collectors.toSet());
        List<Index> found = new ArrayList<>();
        for (TableName table : tables) {
            snapshot.relation(table.schema(), table.name())
                    .ifPresent(relation -> snapshot.indexesOf(relation.oid()).stream()
                            .filter(index -> isFree(index, snapshot))
                            .forEach(found::add));
        }
        return new Droppable(found);
    }

    private static boolean isFree(Index index, Snapshot snapshot) {
        boolean free = index.valid()
                && !index.unique()
                && !index.primary()
                && !index.exclusion()
                && !index.replicaIdentity()
                && !index.clustered()
                && !index.partitioned()
                && index.constraintName() == null
                && index.parentOid() == null
                && index.definition() != null;
        return free && !servesForeignKey(index, snapshot);
    }

    private static boolean servesForeignKey(Index index, Snapshot snapshot) {
        List<String> keys = index.keys().stream()
                .map(Index.Key::column)
                .filter(Objects::nonNull)
                .toList();
        return snapshot.constraintsOf(index.relationOid()).stream()
                .filter(constraint -> constraint.type() == Constraint.Type.FOREIGN_KEY)
                .anyMatch(constraint -> keys.size() >= constraint.columns().size()
                        && new HashSet<>(keys.subList(0, constraint.columns().size()))
                                .equals(new HashSet<>(constraint.columns())));
    }

    int size() {
        return list.size();
    }

    Index get(int number) {
        return list.get(number);
    }

    List<TableName> names() {
        return list.stream()
                .map(index -> new TableName(index.schema(), index.name()))
                .toList();
    }

    long bytes(int number) {
        return list.get(number).pages() * IndexEstimate.PAGE;
    }

    double upkeep(int number, WriteLoad.ByTable writes) {
        Index index = list.get(number);
        WriteLoad load = writes.of(new TableName(index.schema(), index.relation()));
        Set<String> columns = new HashSet<>(index.included());
        index.keys().stream().map(Index.Key::column).filter(Objects::nonNull).forEach(columns::add);
        IndexEstimate size = new IndexEstimate(index.pages(), Math.max(0, index.tuples()), 1);
        return Upkeep.cost(index.accessMethod(), size, load.entries(columns), load.deleted(), 1);
    }

    /** Numbers, counted from {@code offset}, of those on the statement's tables. */
    BitSet relevantTo(Advised statement, int offset) {
        Set<TableName> tables = statement.tables();
        BitSet set = new BitSet();
        for (int i = 0; i < list.size(); i++) {
            Index index = list.get(i);
            set.set(offset + i, tables.contains(new TableName(index.schema(), index.relation())));
        }
        return set;
    }
}
