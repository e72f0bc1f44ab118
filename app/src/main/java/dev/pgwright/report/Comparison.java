package dev.pgwright.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code compare}: what changed between two diagnoses.
 *
 * @param fixed findings of the first that the second has no more
 * @param appeared findings that only the second has
 * @param unchanged findings of both
 */
public record Comparison(
        int schemaVersion,
        String command,
        String before,
        String after,
        List<ReportedFinding> fixed,
        @JsonProperty("new") List<ReportedFinding> appeared,
        List<ReportedFinding> unchanged,
        List<Metric> metrics)
        implements Result {

    /** A figure in both; ratio is after divided by before, null when that says nothing. */
    public record Metric(
            String name,
            @Nullable Double before,
            @Nullable Double after,
            @Nullable Double ratio) {}
}
