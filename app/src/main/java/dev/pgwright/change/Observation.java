package dev.pgwright.change;

import dev.pgwright.plan.PlanNode;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Duration;
import java.util.Optional;

/**
 * One statement without and with a change.
 *
 * @param replanned its plan is another one now
 * @param rowsRead rows that a run reads with the change
 * @param plan the plan with the change
 */
record Observation(
        WorkloadStatement statement,
        Timing before,
        Timing after,
        boolean replanned,
        Optional<PlanNode> plan,
        long rowsRead) {
    /** A statement counts as slower beyond this factor, the tolerance that users are promised. */
    static final double TOLERANCE = 1.2;

    static final Duration USUAL_TARGET = Duration.ofMillis(100);
    private static final double PART_OF_TARGET = 4;
    private static final double FASTER = 1.1;
    /** With the same plan only triggers and checks inside a write can gain; less than this is the machine's doing. */
    private static final double FASTER_WITH_SAME_PLAN = 2;

    boolean isSlower() {
        return after.isSlowerThan(before, TOLERANCE) || (before.wasRun() && !after.wasRun());
    }

    boolean isFaster() {
        return before.isSlowerThan(after, replanned ? FASTER : FASTER_WITH_SAME_PLAN);
    }

    /** True for a statement that took a good part of its target or more, and takes half of that time now, or less. */
    boolean isRelieved() {
        Duration target = statement.target() == null ? USUAL_TARGET : statement.target();
        return isFaster()
                && before.median() * PART_OF_TARGET > target.toNanos() / 1e6
                && before.median() >= 2 * after.median();
    }

    /** Weighted milliseconds that the change saves. */
    double saved() {
        return statement.calls() * (before.median() - after.median());
    }

    Observation withAfter(Timing fresh) {
        return new Observation(statement, before, fresh, replanned, plan, rowsRead);
    }

    Observation withBefore(Timing fresh) {
        return new Observation(statement, fresh, after, replanned, plan, rowsRead);
    }
}
