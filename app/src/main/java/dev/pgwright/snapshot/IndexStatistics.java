package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counters of an index since the last reset (pg_stat_all_indexes and pg_statio_all_indexes).
 *
 * @param lastScan (from 16)
 * @param rowsFetched live rows fetched by simple index scans
 * @param blocksRead blocks not found in shared buffers
 */
public record IndexStatistics(
        long indexOid,
        long relationOid,
        String schema,
        String relation,
        String index,
        long scans,
        @Nullable Instant lastScan,
        long entriesRead,
        long rowsFetched,
        long blocksRead,
        long blocksHit) {}
