package dev.pgwright.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a partitioned table is divided. The text is read under a lock that lasts a moment.
 *
 * @param columns key columns in order; a null stands for an expression
 * @param definition such as RANGE (created_at); null when it could not be read
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on the table, so the text was left out
 */
public record PartitionKey(
        long relationOid,
        String schema,
        String relation,
        Strategy strategy,
        List<@Nullable String> columns,
        @Nullable Long defaultPartitionOid,
        @Nullable String definition,
        boolean locked) {
    public PartitionKey {
        columns = Collections.unmodifiableList(new ArrayList<>(columns));
    }

    /** How rows are assigned to partitions. */
    public enum Strategy {
        RANGE,
        LIST,
        HASH
    }
}
