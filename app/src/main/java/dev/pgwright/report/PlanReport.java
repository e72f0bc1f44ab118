package dev.pgwright.report;

import dev.pgwright.operation.Estimate;
import dev.pgwright.operation.Lock;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import dev.pgwright.snapshot.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Result of {@code plan}, and of {@code apply} without applying: what would be done, in order.
 *
 * @param name of the workflow or of the plan
 * @param operations in the order in which they are made
 * @param afterwards what is to be done when the work that the plan prepares is over
 * @param total sums over the operations
 * @param notes what needs a person, or could not be told
 */
public record PlanReport(
        int schemaVersion,
        String command,
        String target,
        Instant takenAt,
        String name,
        List<PlanStep> operations,
        List<PlanStep> afterwards,
        Cost total,
        List<String> notes)
        implements Result {

    /** A plan in the current JSON contract. */
    public static PlanReport of(
            String command,
            String target,
            Instant takenAt,
            String name,
            List<PlanStep> operations,
            List<PlanStep> afterwards,
            List<String> notes) {
        Cost total = new Cost(
                operations.stream().mapToLong(step -> step.cost().readBytes()).sum(),
                operations.stream().mapToLong(step -> step.cost().diskBytes()).sum(),
                operations.stream().mapToDouble(step -> step.cost().seconds()).sum());
        return new PlanReport(
                Result.SCHEMA_VERSION, command, target, takenAt, name, operations, afterwards, total, notes);
    }

    /** Rough estimates: bytes that are read, bytes of disk that are taken, seconds without waits for others. */
    public record Cost(long readBytes, long diskBytes, double seconds) {}

    /**
     * One operation with what it does to others.
     *
     * @param lock the strongest lock on a user's object
     * @param blocks what others cannot do meanwhile
     * @param risk what can go wrong; empty when nothing can
     */
    public record PlanStep(Tuning.ReportedOperation operation, String lock, String blocks, Cost cost, String risk) {
        /** A planned operation. */
        public static PlanStep of(int number, Operation operation, String reason, String risk, Snapshot snapshot) {
            Lock lock = operation.apply().stream()
                    .map(Step::lock)
                    .max(Comparator.naturalOrder())
                    .orElse(Lock.NONE);
            Estimate estimate = operation.estimate(snapshot);
            return new PlanStep(
                    Tunings.planned(String.valueOf(number), operation, reason),
                    lock.mode(),
                    lock.blocks(),
                    new Cost(estimate.read(), estimate.disk(), estimate.seconds()),
                    risk);
        }
    }
}
