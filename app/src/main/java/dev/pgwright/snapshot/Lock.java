package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a relation or advisory key held or awaited in this database, and every lock that is awaited. At most
 * 10,000.
 *
 * @param pid null for a prepared transaction
 * @param type relation, transactionid, tuple, advisory, ...
 * @param mode such as AccessExclusiveLock
 * @param granted false: waits for it
 */
public record Lock(
        @Nullable Integer pid,
        String type,
        @Nullable String schema,
        @Nullable String relation,
        @Nullable Long relationOid,
        String mode,
        boolean granted,
        @Nullable Instant waitingSince) {}
