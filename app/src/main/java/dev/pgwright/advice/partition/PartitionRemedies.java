package dev.pgwright.advice.partition;

import dev.pgwright.advice.Remedy;
import java.util.List;

/** The remedies of this theme. */
public final class PartitionRemedies {
    public static final List<Remedy> ALL = List.of(new DetachOverdue(), new MakePartitions());

    private PartitionRemedies() {}
}
