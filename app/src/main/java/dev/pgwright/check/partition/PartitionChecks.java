package dev.pgwright.check.partition;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class PartitionChecks {
    public static final List<Check> ALL = List.of(
            new PartitionDefaultRows(),
            new PartitionEmpty(),
            new PartitionMissing(),
            new PartitionNotPruned(),
            new PartitionRetentionOverdue(),
            new PartitionTooMany(),
            new PartitionUnattached());

    private PartitionChecks() {}
}
