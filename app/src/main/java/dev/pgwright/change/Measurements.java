package dev.pgwright.change;

import dev.pgwright.plan.PlanNode;
import dev.pgwright.proof.Replay;
import dev.pgwright.proof.Sampling;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest timing and plan of every statement of a workload. */
final class Measurements {
    private static final double FAR_BELOW = 20;
    private static final double SHORT_MS = 20;

    private final Replay replay;
    private final List<WorkloadStatement> workload;
    private final @Nullable Sweep sweep;
    private final Map<String, Timing> timings = new LinkedHashMap<>();
    private final Map<String, Optional<PlanNode>> plans = new LinkedHashMap<>();

    private double firstTotal;

    /**
     * Of one run.
     *
     * @param sweep clears away what measuring leaves; null when nothing that writes is run
     */
    Measurements(Replay replay, List<WorkloadStatement> workload, @Nullable Sweep sweep) {
        this.replay = replay;
        this.workload = workload;
        this.sweep = sweep;
    }

    List<WorkloadStatement> workload() {
        return workload;
    }

    /** Times every statement afresh. */
    Map<String, Timing> timeAll(Sampling sampling, Progress progress) {
        int done = 0;
        for (WorkloadStatement statement : workload) {
            done++;
            progress.report("measuring " + done + " of " + workload.size() + ": " + statement.name());
            timings.put(statement.name(), replay.time(statement, sampling));
        }
        timeShortOnesAgain(sampling);
        sweep();
        if (firstTotal == 0) {
            firstTotal = total();
        }
        return timings();
    }

    /** Clears away what measuring has left until now. */
    void sweep() {
        if (sweep != null) {
            replay.close(); // on its way out the session reports what it did
            sweep.run();
        }
    }

    /** A short run is easily disturbed: of two measurements the quieter counts. */
    private void timeShortOnesAgain(Sampling sampling) {
        for (WorkloadStatement statement : workload) {
            Timing first = timing(statement);
            if (first.wasRun() && first.median() < SHORT_MS) {
                timings.put(statement.name(), Timing.quieter(first, replay.time(statement, sampling)));
            }
        }
    }

    void planAll() {
        workload.forEach(statement -> plans.put(statement.name(), replay.plan(statement)));
    }

    /** The latest timing of every statement, by name. */
    Map<String, Timing> timings() {
        return Map.copyOf(timings);
    }

    Timing time(WorkloadStatement statement, Sampling sampling) {
        return replay.time(statement, sampling);
    }

    Optional<PlanNode> planNow(WorkloadStatement statement) {
        return replay.plan(statement);
    }

    /** Rows that a run reads; 0 when it cannot be run. */
    long rowsRead(WorkloadStatement statement) {
        return replay.rowsRead(statement).orElse(0);
    }

    Timing timing(WorkloadStatement statement) {
        return timings.getOrDefault(statement.name(), new Timing(List.of(), "not measured"));
    }

    Optional<PlanNode> plan(WorkloadStatement statement) {
        return plans.getOrDefault(statement.name(), Optional.empty());
    }

    void accept(WorkloadStatement statement, Timing timing, Optional<PlanNode> plan) {
        timings.put(statement.name(), timing);
        plans.put(statement.name(), plan);
    }

    /** A statement far below its target needs no index more, whatever share of a fast workload it has. */
    boolean isFastEnough(WorkloadStatement statement) {
        Duration target = statement.target() == null ? Observation.USUAL_TARGET : statement.target();
        return timing(statement).median() * FAR_BELOW <= target.toNanos() / 1e6;
    }

    /** {@link #total} when everything was measured for the first time. */
    double firstTotal() {
        return firstTotal;
    }

    /** Lets go of the connection: settings of the database are read by new sessions only. */
    void reconnect() {
        replay.close();
    }

    /** Sum over the workload of calls times median, in milliseconds. */
    double total() {
        return workload.stream()
                .filter(s -> timing(s).wasRun())
                .mapToDouble(s -> s.calls() * timing(s).median())
                .sum();
    }
}
