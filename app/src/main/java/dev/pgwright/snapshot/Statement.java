package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A normalized statement of this database and what it cost since it was first counted (pg_stat_statements); those
 * that read the facts themselves are left out.
 *
 * @param queryId null when the role may not see it
 * @param role who ran it; null for a dropped role
 * @param topLevel false when run inside a function
 * @param query normalized text, parameters as $1; null when the role may not see it
 * @param plans 0 unless pg_stat_statements.track_planning is on
 * @param blockReadTimeMs shared and local blocks; 0 without track_io_timing
 * @param tempBlockReadTimeMs (from 15)
 * @param tempBlockWriteTimeMs (from 15)
 * @param jitFunctions (from 15)
 * @param jitTimeMs (from 15)
 * @param parallelWorkersPlanned (from 18)
 * @param parallelWorkersLaunched (from 18)
 * @param since when counting of this statement began (from 17); else the reset of all counts
 */
public record Statement(
        @Nullable Long queryId,
        @Nullable String role,
        boolean topLevel,
        @Nullable String query,
        long calls,
        long rows,
        long plans,
        double totalPlanTimeMs,
        double totalExecTimeMs,
        double minExecTimeMs,
        double maxExecTimeMs,
        double meanExecTimeMs,
        double stddevExecTimeMs,
        long sharedBlocksHit,
        long sharedBlocksRead,
        long sharedBlocksDirtied,
        long sharedBlocksWritten,
        long localBlocksHit,
        long localBlocksRead,
        long localBlocksDirtied,
        long localBlocksWritten,
        long tempBlocksRead,
        long tempBlocksWritten,
        double blockReadTimeMs,
        double blockWriteTimeMs,
        @Nullable Double tempBlockReadTimeMs,
        @Nullable Double tempBlockWriteTimeMs,
        long walRecords,
        long walFullPageImages,
        long walBytes,
        @Nullable Long jitFunctions,
        @Nullable Double jitTimeMs,
        @Nullable Long parallelWorkersPlanned,
        @Nullable Long parallelWorkersLaunched,
        @Nullable Instant since) {

    /** The same with another text. */
    Statement withQuery(@Nullable String text) {
        return new Statement(
                queryId,
                role,
                topLevel,
                text,
                calls,
                rows,
                plans,
                totalPlanTimeMs,
                totalExecTimeMs,
                minExecTimeMs,
                maxExecTimeMs,
                meanExecTimeMs,
                stddevExecTimeMs,
                sharedBlocksHit,
                sharedBlocksRead,
                sharedBlocksDirtied,
                sharedBlocksWritten,
                localBlocksHit,
                localBlocksRead,
                localBlocksDirtied,
                localBlocksWritten,
                tempBlocksRead,
                tempBlocksWritten,
                blockReadTimeMs,
                blockWriteTimeMs,
                tempBlockReadTimeMs,
                tempBlockWriteTimeMs,
                walRecords,
                walFullPageImages,
                walBytes,
                jitFunctions,
                jitTimeMs,
                parallelWorkersPlanned,
                parallelWorkersLaunched,
                since);
    }
}
