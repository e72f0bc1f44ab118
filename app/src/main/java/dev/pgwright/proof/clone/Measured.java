package dev.pgwright.proof.clone;

import dev.pgwright.proof.Counters;
import dev.pgwright.proof.Timing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one statement with one set of changes.
 *
 * @param millis of each run, in the order of the rounds
 * @param unfinished a run was stopped at the time limit: each figure is a lower bound
 * @param coldMillis of the first run after the shared buffers were emptied, the median of some; NaN when there is none
 * @param problem why it could not be run; null when it could
 */
public record Measured(
        List<Double> millis,
        boolean unfinished,
        Counters counters,
        double coldMillis,
        @Nullable String problem) {
    public Measured {
        millis = List.copyOf(millis);
    }

    /** Warm runs alone. */
    Measured(List<Double> millis, boolean unfinished, Counters counters, @Nullable String problem) {
        this(millis, unfinished, counters, Double.NaN, problem);
    }

    Measured withCold(double other) {
        return new Measured(millis, unfinished, counters, other, problem);
    }

    public boolean wasRun() {
        return !millis.isEmpty();
    }

    /** Median in milliseconds; NaN when it was not run. */
    public double median() {
        return new Timing(millis, null).median();
    }
}
