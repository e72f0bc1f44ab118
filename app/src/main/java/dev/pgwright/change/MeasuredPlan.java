package dev.pgwright.change;

import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.proof.Evidence;
import dev.pgwright.proof.Replay;
import dev.pgwright.proof.Sampling;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.util.List;
import java.util.Map;

/**
 * Makes all changes of a plan with a workload timed before and after; a change that makes a statement slower is taken
 * back.
 */
public final class MeasuredPlan {
    private final Target target;
    private final List<WorkloadStatement> workload;
    private final Care care;
    private final Progress progress;

    /**
     * For one plan.
     *
     * @param workload empty for none
     * @param care how statements are run
     */
    public MeasuredPlan(Target target, List<WorkloadStatement> workload, Care care, Progress progress) {
        this.target = target;
        this.workload = List.copyOf(workload);
        this.care = care;
        this.progress = progress;
    }

    /** Timings by statement name, and the changes as the ledger has them. */
    public record Result(Map<String, Timing> before, Map<String, Timing> after, List<Change> changes) {}

    /** Over a session that has claimed the database. */
    public Result run(WriteSession session, Ledger ledger, Executor executor, PlanRun plan, List<PlanRun.Item> items) {
        if (workload.isEmpty()) {
            return new Result(Map.of(), Map.of(), plan.runItems(session, ledger, items));
        }
        try (Replay replay = care.replay(target, false)) {
            Measurements measurements = new Measurements(replay, workload, Sweep.begin(session));
            Map<String, Timing> before = measurements.timeAll(Sampling.THOROUGH, progress);
            measurements.planAll();
            measurements.reconnect(); // never more than two connections
            List<Change> changes = plan.runItems(session, ledger, items);
            if (changes.stream().noneMatch(change -> change.state().isSettled())) {
                return new Result(before, before, changes);
            }
            measurements.timeAll(Sampling.THOROUGH, progress);
            measurements.planAll();
            List<Change> mended = new Regressions(
                            executor, measurements, Evidence.Level.MEASURED_IN_PRODUCTION, progress)
                    .mend(changes, before);
            return new Result(before, measurements.timings(), mended);
        }
    }
}
