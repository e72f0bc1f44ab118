package dev.pgwright.report;

import dev.pgwright.batch.JobOutcome;

/** Result of {@code batch backfill}, {@code batch archive} and {@code batch partition}. */
public record JobReport(int schemaVersion, String command, String target, JobOutcome job) implements Result {
    /** A job's outcome with its target. */
    public static JobReport of(String target, JobOutcome job) {
        return new JobReport(SCHEMA_VERSION, "batch " + job.kind(), target, job);
    }
}
