package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints since the last reset: one row.
 *
 * @param timed checkpoints because checkpoint_timeout passed
 * @param requested checkpoints because of WAL volume or a command
 * @param restartpointsTimed (from 17)
 * @param restartpointsRequested (from 17)
 */
public record Checkpointer(
        long timed,
        long requested,
        @Nullable Long restartpointsTimed,
        @Nullable Long restartpointsRequested,
        double writeTimeMs,
        double syncTimeMs,
        long buffersWritten,
        @Nullable Instant statisticsReset) {}
