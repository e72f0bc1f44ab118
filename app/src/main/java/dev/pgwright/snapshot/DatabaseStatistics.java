package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a database since the last reset (pg_stat_database and its conflicts).
 *
 * @param database null for what belongs to no database
 * @param blocksRead blocks not found in shared buffers
 * @param conflicts queries cancelled on a standby
 * @param checksumFailures null without checksums
 * @param blockReadTimeMs 0 without track_io_timing
 */
public record DatabaseStatistics(
        @Nullable String database,
        int connections,
        long commits,
        long rollbacks,
        long blocksRead,
        long blocksHit,
        long rowsReturned,
        long rowsFetched,
        long rowsInserted,
        long rowsUpdated,
        long rowsDeleted,
        long conflicts,
        long tempFiles,
        long tempBytes,
        long deadlocks,
        @Nullable Long checksumFailures,
        @Nullable Instant lastChecksumFailure,
        double blockReadTimeMs,
        double blockWriteTimeMs,
        double sessionTimeMs,
        double activeTimeMs,
        double idleInTransactionTimeMs,
        long sessions,
        long sessionsAbandoned,
        long sessionsFatal,
        long sessionsKilled,
        @Nullable Instant statisticsReset) {}
