package dev.pgwright.report;

import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeState;
import dev.pgwright.operation.Operation;
import dev.pgwright.proof.Evidence;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the change engine did into what a report shows. */
public final class Tunings {
    private Tunings() {}

    /** One statement with its medians; null where nothing was measured. */
    public static Tuning.StatementTimes times(
            WorkloadStatement statement, @Nullable Timing before, @Nullable Timing after) {
        Double beforeMs = median(before);
        Double afterMs = median(after);
        return new Tuning.StatementTimes(
                statement.name(),
                statement.calls(),
                statement.target() == null ? null : statement.target().toNanos() / 1e6,
                beforeMs,
                afterMs,
                ratio(beforeMs, afterMs),
                samples(before, after),
                problem(statement, before));
    }

    private static @Nullable String problem(WorkloadStatement statement, @Nullable Timing timing) {
        String problem = timing == null ? null : timing.problem();
        boolean fromFile = statement.line() > 0;
        return problem == null || !fromFile ? problem : "line " + statement.line() + ": " + problem;
    }

    private static int samples(@Nullable Timing before, @Nullable Timing after) {
        int first = before == null ? 0 : before.samples();
        return after == null || !after.wasRun() ? first : Math.min(first, after.samples());
    }

    private static @Nullable Double median(@Nullable Timing timing) {
        return timing == null || !timing.wasRun() ? null : timing.median();
    }

    private static @Nullable Double ratio(@Nullable Double before, @Nullable Double after) {
        return before == null || after == null || after == 0 ? null : before / after;
    }

    /** Sums over the statements that were measured; null when none was. */
    public static Tuning.@Nullable Totals totals(List<Tuning.StatementTimes> workload) {
        List<Tuning.StatementTimes> measured =
                workload.stream().filter(s -> s.beforeMs() != null).toList();
        if (measured.isEmpty()) {
            return null;
        }
        double before = measured.stream()
                .mapToDouble(s -> s.calls() * orZero(s.beforeMs()))
                .sum();
        boolean complete = measured.stream().allMatch(s -> s.afterMs() != null);
        Double after = complete
                ? measured.stream()
                        .mapToDouble(s -> s.calls() * orZero(s.afterMs()))
                        .sum()
                : null;
        return new Tuning.Totals(before, after, ratio(before, after));
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    /** A change as users see it. */
    public static Tuning.ReportedOperation operation(Change change) {
        return operation(
                String.valueOf(change.id()),
                change.operation(),
                change.state().reported(),
                change.evidence(),
                change.reason());
    }

    /** A change that was proven on a copy, not on the database itself. */
    public static Tuning.ReportedOperation proposed(Change change) {
        String state =
                change.state() == ChangeState.KEPT ? "planned" : change.state().reported();
        return operation(String.valueOf(change.id()), change.operation(), state, change.evidence(), change.reason());
    }

    /** An operation that was not applied. */
    public static Tuning.ReportedOperation planned(String id, Operation operation, String reason) {
        return operation(id, operation, "planned", List.of(), reason);
    }

    private static Tuning.ReportedOperation operation(
            String id, Operation operation, String state, List<Evidence> evidence, String reason) {
        return new Tuning.ReportedOperation(
                id,
                operation.kind(),
                operation.object(),
                operation.title(),
                ReportedStep.of(operation.apply()),
                ReportedStep.undoOf(List.of(operation)),
                operation,
                state,
                evidence,
                reason);
    }

    /** Timings of all statements, in the order of the workload. */
    public static List<Tuning.StatementTimes> times(
            List<WorkloadStatement> workload, Map<String, Timing> before, Map<String, Timing> after) {
        return workload.stream()
                .map(statement -> times(statement, before.get(statement.name()), after.get(statement.name())))
                .toList();
    }
}
