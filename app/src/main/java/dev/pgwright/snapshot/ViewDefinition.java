package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query of a view or materialized view. Read in small groups under locks that last a moment.
 *
 * @param query null when it could not be read
 * @param references relations that the query names
 * @param securityInvoker runs with the caller's rights (from 15)
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on a relation involved, so the query was left out
 */
public record ViewDefinition(
        long relationOid,
        String schema,
        String name,
        boolean materialized,
        @Nullable String query,
        List<Long> references,
        boolean securityInvoker,
        boolean locked) {
    public ViewDefinition {
        references = List.copyOf(references);
    }
}
