package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A logical replication subscription of this database, without its connection string.
 *
 * @param applyErrors (from 15)
 * @param syncErrors (from 15)
 */
public record Subscription(
        long oid,
        String name,
        @Nullable String owner,
        boolean enabled,
        @Nullable String slot,
        List<String> publications,
        @Nullable Long applyErrors,
        @Nullable Long syncErrors) {
    public Subscription {
        publications = List.copyOf(publications);
    }
}
