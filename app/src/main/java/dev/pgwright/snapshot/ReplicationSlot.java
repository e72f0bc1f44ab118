package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replication slot: it keeps WAL (and old rows) for a consumer.
 *
 * @param type physical or logical
 * @param walStatus reserved, extended, unreserved or lost
 * @param safeWalBytes WAL that may still be written before the slot is lost
 * @param retainedBytes WAL kept for it
 * @param unconfirmedBytes WAL that a logical consumer has not confirmed
 * @param xminAge transactions held back from vacuum
 * @param catalogXminAge ... of the catalogs
 * @param inactiveSince (from 17)
 * @param invalidationReason (from 17; conflicts from 16)
 * @param spilledBytes decoded changes that went to disk
 */
public record ReplicationSlot(
        String name,
        String type,
        @Nullable String plugin,
        @Nullable String database,
        boolean temporary,
        boolean active,
        @Nullable String walStatus,
        @Nullable Long safeWalBytes,
        @Nullable Long retainedBytes,
        @Nullable Long unconfirmedBytes,
        @Nullable Long xminAge,
        @Nullable Long catalogXminAge,
        @Nullable Instant inactiveSince,
        @Nullable String invalidationReason,
        @Nullable Long spilledBytes,
        @Nullable Long streamedBytes,
        @Nullable Long decodedBytes) {}
