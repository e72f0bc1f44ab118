package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The background writer since the last reset: one row.
 *
 * @param stoppedAtLimit times that a round ended at bgwriter_lru_maxpages
 * @param buffersWrittenByBackends (until 16; then see Io)
 * @param backendFsyncs (until 16; then see Io)
 */
public record BackgroundWriter(
        long buffersCleaned,
        long stoppedAtLimit,
        long buffersAllocated,
        @Nullable Long buffersWrittenByBackends,
        @Nullable Long backendFsyncs,
        @Nullable Instant statisticsReset) {}
