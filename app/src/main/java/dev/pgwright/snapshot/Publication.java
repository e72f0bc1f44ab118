package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A logical replication publication.
 *
 * @param operations of INSERT, UPDATE, DELETE, TRUNCATE
 * @param viaRoot changes of partitions are published as the root's
 */
public record Publication(
        long oid, String name, @Nullable String owner, boolean allTables, List<String> operations, boolean viaRoot) {
    public Publication {
        operations = List.copyOf(operations);
    }
}
