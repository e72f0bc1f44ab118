package dev.pgwright.report;

import dev.pgwright.batch.JobOutcome;
import dev.pgwright.batch.score.ScoreOutcome;
import dev.pgwright.batch.score.ScorePlan;
import java.util.List;

/** Results of batches on a made-up shop. */
final class BatchSamples {
    private static final String TARGET = "postgresql://app@db.example:5432/shop";

    private BatchSamples() {}

    static ScoreReport score() {
        return ScoreReport.of(
                TARGET,
                new ScoreOutcome(
                        "embedded",
                        1200,
                        30,
                        36_000,
                        40,
                        36_000,
                        new ScoreOutcome.Seconds(0.25, 0.125, 0.5, 0.9),
                        288_000,
                        64L << 20,
                        12_000,
                        7,
                        List.of("There are only 30 items, so every user has all of them.")));
    }

    static ScoreExplanation scorePlan() {
        return ScoreExplanation.of(
                TARGET,
                new ScorePlan(
                        1200,
                        30,
                        36_000,
                        40,
                        1L << 20,
                        List.of("base, weight 1, value: depends on one side: computed once by the server"),
                        List.of(new ScorePlan.Query("items, read by binary COPY", "SELECT s.\"id\" AS id"))));
    }

    static JobReport paused() {
        return JobReport.of(
                TARGET,
                new JobOutcome(
                        3,
                        "backfill",
                        "public.orders",
                        "paused",
                        12,
                        60_000,
                        4.5,
                        13_333,
                        true,
                        "",
                        List.of("The same command goes on with it.")));
    }

    static JobReport archived() {
        String undo = "./pgwright batch archive TARGET --table public.old --to public.orders --where 'id < 9'";
        return JobReport.of(
                TARGET, new JobOutcome(4, "archive", "public.orders", "done", 1, 8, 0.5, 16, false, undo, List.of()));
    }

    static JobReport converted() {
        return JobReport.of(
                TARGET,
                new JobOutcome(
                        5,
                        "partition",
                        "public.orders",
                        "done",
                        31,
                        1_000_000,
                        40,
                        25_000,
                        false,
                        "./pgwright batch partition TARGET --table public.orders --undo",
                        List.of(
                                "1000000 rows in 13 periods were compared by count and hash and are equal.",
                                "The table was locked for 45 ms.")));
    }

    static JobReport dryRun() {
        return JobReport.of(
                TARGET,
                new JobOutcome(
                        0,
                        "archive",
                        "public.orders",
                        "planned",
                        200,
                        1_000_000,
                        95,
                        10_526,
                        false,
                        "",
                        List.of("The first 5000 rows were tried and rolled back; 40 would change.")));
    }
}
