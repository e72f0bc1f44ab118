package dev.pgwright.change;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.proof.Evidence;
import dev.pgwright.proof.Sampling;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last look at a tuned workload: a statement that ended up slower than it began is traced to the change without
 * which it is fast again, and that change is taken back.
 */
final class Regressions {
    private static final int LOOKS = 3;

    private final Executor executor;
    private final Measurements measurements;
    private final Evidence.Level level;
    private final Progress progress;

    Regressions(Executor executor, Measurements measurements, Evidence.Level level, Progress progress) {
        this.executor = executor;
        this.measurements = measurements;
        this.level = level;
        this.progress = progress;
    }

    /** The changes with those refuted that made a statement slower; timings of slower statements are made anew. */
    List<Change> mend(List<Change> changes, Map<String, Timing> before) {
        List<Change> mended = new ArrayList<>(changes);
        for (WorkloadStatement statement : measurements.workload()) {
            Timing first = before.getOrDefault(statement.name(), new Timing(List.of(), null));
            for (int look = 0; look < LOOKS && looksSlower(statement, first); look++) {
                Timing again = measurements.time(statement, Sampling.THOROUGH);
                measurements.accept(
                        statement,
                        Timing.quieter(measurements.timing(statement), again),
                        measurements.planNow(statement));
            }
            if (isSlower(statement, first)) {
                progress.report("slower than before: " + statement.name() + "; looking for the change to blame");
                blame(statement, first, mended);
            }
        }
        return mended;
    }

    /** By the median alone: a short statement is looked at again for less than it takes to be blamed on a change. */
    private boolean looksSlower(WorkloadStatement statement, Timing before) {
        return measurements.timing(statement).median() > before.median() * Observation.TOLERANCE;
    }

    private boolean isSlower(WorkloadStatement statement, Timing before) {
        return measurements.timing(statement).isSlowerThan(before, Observation.TOLERANCE);
    }

    private void blame(WorkloadStatement statement, Timing before, List<Change> changes) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change change = changes.get(i);
            boolean undoable = !change.operation().undo().isEmpty();
            if (change.state().isSettled() && undoable && isSuspect(statement, change.operation())) {
                changes.set(i, withoutIt(statement, before, change));
                if (!isSlower(statement, before)) {
                    return;
                }
            }
        }
    }

    /** Keeps the change away when the statement is fast without it, else brings it back. */
    private Change withoutIt(WorkloadStatement statement, Timing before, Change change) {
        Timing with = measurements.timing(statement);
        Change suspended = executor.suspend(change);
        measurements.reconnect();
        Timing without = measurements.time(statement, Sampling.THOROUGH);
        if (without.isSlowerThan(before, Observation.TOLERANCE) || !with.isSlowerThan(without, Observation.TOLERANCE)) {
            Change again = executor.reapply(suspended, change.reason());
            measurements.reconnect();
            return executor.settle(again, change.state(), change.evidence(), change.reason());
        }
        measurements.accept(statement, without, measurements.planNow(statement));
        Evidence evidence = new Evidence(
                level,
                "statement " + statement.name(),
                without.median(),
                with.median(),
                "ms",
                Math.min(without.samples(), with.samples()));
        return executor.refuteSuspended(suspended, List.of(evidence), "slower: " + statement.name());
    }

    private boolean isSuspect(WorkloadStatement statement, Operation operation) {
        Optional<PlanNode> plan = measurements.plan(statement);
        if (operation instanceof SetDatabaseSetting || plan.isEmpty()) {
            return true;
        }
        boolean reads =
                plan.get().all().anyMatch(node -> operation.object().startsWith(node.schema() + "." + node.relation()));
        boolean uses = operation instanceof CreateIndex index && plan.get().uses(index.name());
        return reads || uses || RelatedTables.areWritten(plan.get(), List.of(operation));
    }
}
