package dev.pgwright.report;

import dev.pgwright.batch.score.ScoreOutcome;
import java.util.List;

/** Result of {@code batch score}; the fields are those of {@link ScoreOutcome}. */
public record ScoreReport(
        int schemaVersion,
        String command,
        String target,
        String engine,
        long users,
        long items,
        long pairs,
        int k,
        long rowsWritten,
        ScoreOutcome.Seconds seconds,
        double pairsPerSecond,
        long peakHeapBytes,
        long pruned,
        int generation,
        List<String> notes)
        implements Result {

    /** A run's outcome with its target. */
    public static ScoreReport of(String target, ScoreOutcome outcome) {
        return new ScoreReport(
                SCHEMA_VERSION,
                "batch score",
                target,
                outcome.engine(),
                outcome.users(),
                outcome.items(),
                outcome.pairs(),
                outcome.k(),
                outcome.rowsWritten(),
                outcome.seconds(),
                outcome.pairsPerSecond(),
                outcome.peakHeapBytes(),
                outcome.pruned(),
                outcome.generation(),
                outcome.notes());
    }
}
