package dev.pgwright.check;

import java.time.Duration;

/**
 * Lines of the server's configuration, of roles and of what runs by schedule.
 *
 * @param smallBuffersBytes shared_buffers up to this is what the server comes with
 * @param buffersFactor how many times as large the database may be before that is too little
 * @param superusers roles that may log in as superusers
 * @param passwordWarning how long before its end a password is named
 * @param sequenceShare share of its numbers that a sequence may have used, 0 to 1
 * @param forecastAge how long counters must have counted before a date can be told
 * @param longestRun how long one run of a job may take
 * @param missedRuns how many runs a job may miss
 * @param jobLogRows rows that the log of jobs may have
 */
public record ServerLines(
        long smallBuffersBytes,
        double buffersFactor,
        long superusers,
        Duration passwordWarning,
        double sequenceShare,
        Duration forecastAge,
        Duration longestRun,
        double missedRuns,
        long jobLogRows) {
    /** The profile {@code general}. */
    static ServerLines general() {
        return new ServerLines(
                128L << 20, 20, 10, Duration.ofDays(14), 0.75, Duration.ofDays(7), Duration.ofHours(6), 3, 1_000_000);
    }
}
