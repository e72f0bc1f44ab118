package dev.pgwright.operation;

/**
 * The part of a partitioned index on one partition.
 *
 * @param table the partition
 * @param name of the part, in the schema of the partition
 * @param parent the index that it becomes a part of
 * @param leaf false for a partition that is partitioned itself
 */
public record PartitionIndex(TableName table, String name, TableName parent, boolean leaf) {
    /** The index's own qualified name: it lives in its table's schema. */
    public TableName index() {
        return new TableName(table.schema(), name);
    }
}
