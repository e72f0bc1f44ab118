package dev.pgwright.report;

import dev.pgwright.check.Skipped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Result of {@code diagnose}.
 *
 * @param target what was looked at, without the password
 * @param findings worst first
 * @param passed ids of checks that ran and found nothing
 * @param metrics figures of the whole database, the unit in each name
 */
public record Diagnosis(
        int schemaVersion,
        String command,
        String target,
        Instant takenAt,
        List<ReportedFinding> findings,
        List<Skipped> skipped,
        List<String> passed,
        Map<String, Object> metrics)
        implements Result {

    /** A diagnosis in the current JSON contract. */
    public static Diagnosis of(
            String target,
            Instant takenAt,
            List<ReportedFinding> findings,
            List<Skipped> skipped,
            List<String> passed,
            Map<String, Object> metrics) {
        return new Diagnosis(Result.SCHEMA_VERSION, "diagnose", target, takenAt, findings, skipped, passed, metrics);
    }
}
