package dev.pgwright.report;

import dev.pgwright.batch.score.ScorePlan;

/** Result of {@code batch score --explain}. */
public record ScoreExplanation(int schemaVersion, String command, String target, ScorePlan plan) implements Result {
    /** A plan with its target. */
    public static ScoreExplanation of(String target, ScorePlan plan) {
        return new ScoreExplanation(SCHEMA_VERSION, "batch score", target, plan);
    }
}
