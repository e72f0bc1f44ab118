package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a table or materialized view since the last reset (pg_stat_all_tables and pg_statio_all_tables).
 *
 * @param lastSeqScan (from 16)
 * @param lastIndexScan (from 16)
 * @param rowsUpdatedToNewPage (from 16)
 * @param liveRows estimate
 * @param deadRows estimate
 * @param heapBlocksRead blocks not found in shared buffers
 * @param indexBlocksRead of all its indexes
 * @param toastBlocksRead of its TOAST table, without its index
 */
public record TableStatistics(
        long relationOid,
        String schema,
        String relation,
        long seqScans,
        @Nullable Instant lastSeqScan,
        long seqRowsRead,
        long indexScans,
        @Nullable Instant lastIndexScan,
        long indexRowsFetched,
        long rowsInserted,
        long rowsUpdated,
        long rowsDeleted,
        long rowsHotUpdated,
        @Nullable Long rowsUpdatedToNewPage,
        long liveRows,
        long deadRows,
        long rowsModifiedSinceAnalyze,
        long rowsInsertedSinceVacuum,
        @Nullable Instant lastVacuum,
        @Nullable Instant lastAutovacuum,
        @Nullable Instant lastAnalyze,
        @Nullable Instant lastAutoanalyze,
        long vacuums,
        long autovacuums,
        long analyzes,
        long autoanalyzes,
        long heapBlocksRead,
        long heapBlocksHit,
        long indexBlocksRead,
        long indexBlocksHit,
        long toastBlocksRead,
        long toastBlocksHit) {}
