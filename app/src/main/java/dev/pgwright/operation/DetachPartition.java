package dev.pgwright.operation;

import java.util.List;

/**
 * Makes a partition a table of its own; readers and writers of the parent go on.
 *
 * @param bound its {@code FOR VALUES ...}, kept for the undo
 * @param constraints names of its constraints before
 * @param indexes names of its indexes before
 */
public record DetachPartition(
        TableName parent, TableName table, String bound, List<String> constraints, List<String> indexes)
        implements Operation {
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
