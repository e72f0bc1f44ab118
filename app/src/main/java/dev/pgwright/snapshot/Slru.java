package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cache of transaction states since the last reset (pg_stat_slru). */
public record Slru(
        String name,
        long blocksZeroed,
        long blocksHit,
        long blocksRead,
        long blocksWritten,
        @Nullable Instant statisticsReset) {}
