package dev.pgwright.operation;

import java.util.List;

/**
 * Makes a partition as a table of its own, then attaches it: CREATE TABLE ... PARTITION OF would stop everybody who
 * uses the parent (ATTACH PARTITION takes SHARE UPDATE EXCLUSIVE there; a default partition is looked through).
 *
 * @param bound {@code FOR VALUES ...} or {@code DEFAULT}
 */
public record CreatePartition(TableName parent, TableName partition, String bound) implements Operation {
    @Override
    public String object() {
        return partition.toString();
    }

    @Override
    public String title() {
        return "Create partition " + partition + " of " + parent;
    }

    @Override
    public List<Step> apply() {
        return List.of(
                Step.transactional(
                                "CREATE TABLE " + partition.sql() + " (LIKE " + parent.sql() + " INCLUDING DEFAULTS"
                                        + " INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE"
                                        + " INCLUDING COMPRESSION)",
                                Lock.NONE)
                        .unless(Catalog.exists(partition)),
                PartitionChanges.close(parent, partition),
                PartitionChanges.attach(parent, partition, bound));
    }

    /** Refused once rows have come in. */
    @Override
    public List<Step> undo() {
        return List.of(
                PartitionChanges.refuseRows(partition),
                PartitionChanges.detach(parent, partition),
                Step.transactional("DROP TABLE IF EXISTS " + partition.sql(), Lock.ACCESS_EXCLUSIVE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.fits(partition.name()), Expectation.present(parent), Expectation.absent(partition));
    }

    @Override
    public TableName table() {
        return parent;
    }
}
