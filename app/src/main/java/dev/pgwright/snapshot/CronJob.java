package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job of pg_cron in this or another database, with its last ten thousand runs summed up; rows only where pg_cron is.
 * What it does is left out, which may hold values of the user's.
 *
 * @param runs number of runs that the log still has
 * @param failedInRow failed runs since the last one that succeeded
 * @param lastStatus starting, running, sending, connecting, succeeded or failed
 * @param intervalSeconds seconds between two starts on average
 */
public record CronJob(
        long id,
        @Nullable String name,
        String schedule,
        @Nullable String database,
        @Nullable String role,
        boolean active,
        long runs,
        long failedInRow,
        @Nullable String lastStatus,
        @Nullable Instant lastStart,
        @Nullable Instant lastEnd,
        @Nullable Double intervalSeconds) {}
