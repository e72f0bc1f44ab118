package dev.pgwright.proof.clone;

import dev.pgwright.workload.WorkloadStatement;
import java.util.random.RandomGenerator;

/** One statement without and with something, and what that says. */
public record Comparison(WorkloadStatement statement, Measured before, Measured after, Judgement judgement) {
    /**
     * Compares.
     *
     * @param leastFactor factor between the medians from which on a difference matters
     */
    static Comparison of(
            WorkloadStatement statement, Measured before, Measured after, double leastFactor, RandomGenerator random) {
        Judgement judgement = Judgement.of(before.millis(), after.millis(), leastFactor, blocks(before, after), random);
        return new Comparison(statement, before, after, judgement);
    }

    /** With times of first runs on empty buffers, from which nothing is concluded. */
    Comparison withCold(double without, double with) {
        return new Comparison(statement, before.withCold(without), after.withCold(with), judgement);
    }

    private static double blocks(Measured before, Measured after) {
        double first = before.counters().blocks();
        double second = after.counters().blocks();
        return first > 0 && second > 0 ? second / first : 1;
    }

    public boolean wasRun() {
        return before.wasRun() && after.wasRun();
    }

    /** Slower, or not possible any more. */
    public boolean isSlower() {
        return judgement.verdict() == Verdict.SLOWER || (before.wasRun() && !after.wasRun());
    }

    public boolean isFaster() {
        return judgement.verdict() == Verdict.FASTER || (after.wasRun() && !before.wasRun());
    }

    /** Milliseconds that all calls together save. */
    double savedMillis() {
        return wasRun() ? statement.calls() * (before.median() - after.median()) : 0;
    }
}
