package dev.pgwright.report;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.proof.Evidence;
import dev.pgwright.report.PlanReport.Cost;
import dev.pgwright.report.PlanReport.PlanStep;
import dev.pgwright.report.Verification.Statement;
import dev.pgwright.report.Verification.Window;
import java.time.Duration;
import java.util.List;

/** Plans and verdicts of a made-up shop. */
final class PlanSamples {
    private static final String TARGET = "postgresql://app@db.example:5432/shop";
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final CreateIndex INDEX = CreateIndex.btree(ORDERS, List.of("customer_id"), null);

    private PlanSamples() {}

    private static PlanStep step(int number, Operation operation, String reason, String risk, Cost cost) {
        return new PlanStep(
                Tunings.planned(String.valueOf(number), operation, reason),
                operation.apply().get(0).lock().mode(),
                operation.apply().get(0).lock().blocks(),
                cost,
                risk);
    }

    static PlanReport preBatch() {
        return PlanReport.of(
                "plan",
                TARGET,
                Samples.NOON,
                "pre-batch",
                List.of(
                        step(1, new Vacuum(ORDERS), "7 % of it is dead", "", new Cost(1L << 30, 0, 10.7)),
                        step(
                                2,
                                INDEX,
                                "The batch's batch-scoring cost less with it",
                                "Every write keeps one more index up to date.",
                                new Cost(2L << 30, 90L << 20, 23.4)),
                        step(
                                3,
                                new SetDatabaseSetting("shop", "work_mem", null, "64MB"),
                                "A call of the batch wrote up to 3100 blocks to temporary files",
                                "Each sort may take that much.",
                                new Cost(0, 0, 0))),
                List.of(step(
                        1,
                        new SetDatabaseSetting("shop", "work_mem", "64MB", null),
                        "The batch is over",
                        "",
                        new Cost(0, 0, 0))),
                List.of("Not read into memory beforehand: the extension pg_prewarm is not installed."));
    }

    static PlanReport nothing() {
        return PlanReport.of("plan", TARGET, Samples.NOON, "weekly", List.of(), List.of(), List.of());
    }

    static Verification verdicts() {
        return new Verification(1, "verify", TARGET, Samples.NOON, List.of(worse(), open(), unknown()));
    }

    static Verification noVerdicts() {
        return new Verification(1, "verify", TARGET, Samples.NOON, List.of());
    }

    private static Tuning.ReportedOperation operation(String id, String state, List<Evidence> evidence, String why) {
        Tuning.ReportedOperation plain = Tunings.planned(id, INDEX, why);
        return new Tuning.ReportedOperation(
                id,
                plain.kind(),
                plain.object(),
                plain.title(),
                plain.steps(),
                plain.undo(),
                plain.change(),
                state,
                evidence,
                why);
    }

    private static Window worse() {
        String text = "UPDATE orders SET status = $1 WHERE id = $2";
        String why = "slower than 1.2 times as before: " + text + " (2.00 ms in 900 calls, then 6.10 ms in 400 calls;"
                + " 12 blocks, then 31)";
        Evidence evidence = new Evidence(Evidence.Level.MEASURED_IN_PRODUCTION, "calls of " + text, 2, 6.1, "ms", 400);
        return new Window(
                "quick-wins 2026-03-04T10:00:00Z 1a2b3c4d",
                false,
                "worse",
                why,
                Samples.NOON.minus(Duration.ofHours(1)),
                Samples.NOON,
                Samples.NOON.minus(Duration.ofMinutes(1)),
                1.2,
                1.31,
                List.of("the same hours of 3 earlier weeks"),
                List.of(operation("7", "undone", List.of(evidence), "verified, taken back: " + why)),
                List.of(
                        new Statement(text, "app", true, 900, 400, 2, 6.1, 12, 31, "worse", "its calls take longer"),
                        new Statement("SELECT 1 FROM carts", "app", false, 90, 80, 1, 1.3, 4, 4, "same", "no longer"),
                        new Statement(
                                "DELETE FROM orders WHERE id = $1",
                                "",
                                true,
                                0,
                                0,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                "could not tell",
                                "it was not called")),
                List.of());
    }

    private static Window open() {
        return new Window(
                "weekly 2026-03-04T11:00:00Z 99aa00bb",
                true,
                "same",
                "none of 4 statements that it may touch got slower",
                Samples.NOON.minus(Duration.ofMinutes(20)),
                Samples.NOON,
                Samples.NOON.plus(Duration.ofMinutes(10)),
                1.2,
                1,
                List.of("the last hour before the change alone: other hours are not known"),
                List.of(operation("8", "watched", List.of(), "weekly upkeep")),
                List.of(),
                List.of());
    }

    private static Window unknown() {
        String why = "the statistics were reset at 2026-03-04T11:30:00Z";
        return new Window(
                "indexes 5e5e5e5e",
                false,
                "could not tell",
                why,
                Samples.NOON.minus(Duration.ofHours(2)),
                Samples.NOON,
                Samples.NOON,
                1.5,
                1,
                List.of(),
                List.of(operation("9", "unverified", List.of(), "could not be verified: " + why)),
                List.of(),
                List.of("Change 9 is not taken back: other sessions hold what the change has to lock"));
    }
}
