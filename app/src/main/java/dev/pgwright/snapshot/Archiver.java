package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * WAL archiving since the last reset (pg_stat_archiver): one row.
 *
 * @param archived segments
 * @param failed attempts
 */
public record Archiver(
        long archived,
        @Nullable String lastArchived,
        @Nullable Instant lastArchivedTime,
        long failed,
        @Nullable String lastFailed,
        @Nullable Instant lastFailedTime,
        @Nullable Instant statisticsReset) {}
