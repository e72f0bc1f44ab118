package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.PartitionIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The partitioned tables of a snapshot: on which an index can be advised, and what it consists of. */
public final class Partitions {
    /** Planning with an index on each of more partitions takes too long to be asked often. */
    static final int MOST_LEAVES = 256;
    /** Parts of all candidates on one table: each is built on the twin. */
    private static final int MOST_PARTS = 3_000;

    private final Snapshot snapshot;
    private final Map<Long, List<Relation>> children = new HashMap<>();

    /** Of this snapshot. */
    public Partitions(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (Relation relation : snapshot.rows(Facts.RELATION)) {
            if (relation.partition()) {
                relation.parentOids()
                        .forEach(parent -> children.computeIfAbsent(parent, oid -> new ArrayList<>())
                                .add(relation));
            }
        }
    }

    private Optional<Relation> partitioned(TableName table) {
        return snapshot.relation(table.schema(), table.name())
                .filter(relation -> relation.kind() == Relation.Kind.PARTITIONED_TABLE);
    }

    /** The partitions that hold rows, the largest first; empty for a table that is not partitioned. */
    List<Relation> leaves(TableName table) {
        List<Relation> leaves = new ArrayList<>();
        partitioned(table).ifPresent(root -> collect(root, leaves));
        leaves.sort(Comparator.comparingDouble(Relation::tuples).reversed());
        return leaves;
    }

    private void collect(Relation parent, List<Relation> leaves) {
        for (Relation child : children.getOrDefault(parent.oid(), List.of())) {
            if (child.kind() == Relation.Kind.PARTITIONED_TABLE) {
                collect(child, leaves);
            } else {
                leaves.add(child);
            }
        }
    }

    /** Pages of the table, those of its partitions together. */
    public long pages(Relation table) {
        return table.kind() == Relation.Kind.PARTITIONED_TABLE
                ? leaves(new TableName(table.schema(), table.name())).stream()
                        .mapToLong(Relation::pages)
                        .sum()
                : table.pages();
    }

    /** Rows of the table, those of its partitions together. */
    double tuples(Relation table) {
        return table.kind() == Relation.Kind.PARTITIONED_TABLE
                ? leaves(new TableName(table.schema(), table.name())).stream()
                        .mapToDouble(leaf -> Math.max(0, leaf.tuples()))
                        .sum()
                : Math.max(0, table.tuples());
    }

    /** Why no index is advised for a table; empty when one may be, and for a table that is not partitioned. */
    public Optional<String> whyNot(TableName table) {
        if (partitioned(table).isEmpty()) {
            return Optional.empty();
        }
        List<Relation> leaves = leaves(table);
        if (leaves.stream().anyMatch(leaf -> leaf.kind() == Relation.Kind.FOREIGN_TABLE)) {
            return Optional.of("has foreign tables among its partitions: an index on it is never valid");
        }
        return leaves.size() > MOST_LEAVES
                ? Optional.of("has " + leaves.size() + " partitions: planning with an index on each of more than "
                        + MOST_LEAVES + " takes too long to try many")
                : Optional.empty();
    }

    /** How many candidates may be tried on the table. */
    long mostCandidates(TableName table) {
        return partitioned(table).isEmpty()
                ? Long.MAX_VALUE
                : Math.max(1, MOST_PARTS / Math.max(1, leaves(table).size()));
    }

    /** The index with its parts when its table is partitioned. */
    CreateIndex withParts(CreateIndex index) {
        return partitioned(index.table())
                .map(root -> {
                    List<PartitionIndex> parts = new ArrayList<>();
                    addParts(index, root, index.index(), parts);
                    return index.withPartitions(parts);
                })
                .orElse(index);
    }

    private void addParts(CreateIndex index, Relation of, TableName parent, List<PartitionIndex> parts) {
        for (Relation child : children.getOrDefault(of.oid(), List.of())) {
            TableName table = new TableName(child.schema(), child.name());
            String name = CreateIndex.named(table, index.method(), index.keys(), index.include(), index.predicate())
                    .name();
            boolean leaf = child.kind() != Relation.Kind.PARTITIONED_TABLE;
            PartitionIndex part = new PartitionIndex(table, name, parent, leaf);
            parts.add(part);
            if (!leaf) {
                addParts(index, child, part.index(), parts);
            }
        }
    }
}
