package dev.pgwright.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a partition a table of its own; readers and writers of the parent go on. Beside a default partition PostgreSQL
 * refuses to do that concurrently (ATExecDetachPartition, tablecmds.c), and the parent is locked for a moment.
 *
 * @param bound its {@code FOR VALUES ...}, kept for the undo
 * @param constraints names of its constraints before
 * @param indexes names of its indexes before
 * @param rest the parent's default partition; null when it has none
 */
public record DetachPartition(
        TableName parent,
        TableName table,
        String bound,
        List<String> constraints,
        List<String> indexes,
        @Nullable TableName rest)
        implements Operation {
    /** Where the parent has no default partition. */
    public DetachPartition(
            TableName parent, TableName table, String bound, List<String> constraints, List<String> indexes) {
        this(parent, table, bound, constraints, indexes, null);
    }

    public DetachPartition {
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
    }

    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Detach partition " + table + " from " + parent;
    }

    @Override
    public List<Step> apply() {
        if (rest != null) {
            return List.of(PartitionChanges.detach(parent, table));
        }
        return List.of(Step.alone(
                        "ALTER TABLE " + parent.sql() + " DETACH PARTITION " + table.sql() + " CONCURRENTLY",
                        Lock.SHARE_UPDATE_EXCLUSIVE)
                .unless("NOT " + Catalog.partition(table, parent)));
    }

    /** The check that detaching concurrently leaves behind makes attaching quick, and is dropped then. */
    @Override
    public List<Step> undo() {
        return List.of(
                PartitionChanges.attach(parent, table, bound), PartitionChanges.strip(table, constraints, indexes));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.holds(
                        Catalog.partition(table, parent), table + " is no partition of " + parent + " any more"),
                new Expectation(
                        "(SELECT pg_catalog.pg_get_expr(relpartbound, oid) FROM pg_catalog.pg_class WHERE oid = "
                                + Catalog.relation(table) + ")",
                        bound,
                        "partition " + table + " has another bound than when this was planned"));
    }

    /** Detaching that was cut off is pending, and can only be finished. */
    @Override
    public List<Step> repair() {
        return List.of(Step.transactional(
                        "ALTER TABLE " + parent.sql() + " DETACH PARTITION " + table.sql() + " FINALIZE",
                        Lock.SHARE_UPDATE_EXCLUSIVE)
                .unless("NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhdetachpending AND inhrelid = "
                        + Catalog.relation(table) + ")"));
    }
}
