package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * WAL written since the last reset (pg_stat_wal): one row.
 *
 * @param lsn position now
 * @param buffersFull times that WAL was written because the buffers were full
 * @param writes (until 17; then see Io)
 * @param writeTimeMs 0 without track_wal_io_timing
 */
public record Wal(
        @Nullable String lsn,
        long records,
        long fullPageImages,
        long bytes,
        long buffersFull,
        @Nullable Long writes,
        @Nullable Long syncs,
        @Nullable Double writeTimeMs,
        @Nullable Double syncTimeMs,
        @Nullable Instant statisticsReset) {}
