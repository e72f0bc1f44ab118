package dev.pgwright.proof;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Run times of one statement.
 *
 * @param millis each measured run, in milliseconds, in the order of the runs; empty when it could not be run
 * @param problem why it could not be run, without literals of the user's; null when it could
 */
public record Timing(List<Double> millis, @Nullable String problem) {
    /** Differences below this are a matter of which core a process woke up on. */
    private static final double SMALLEST_DIFFERENCE_MS = 0.3;

    public Timing {
        millis = List.copyOf(millis);
    }

    static Timing failed(String problem) {
        return new Timing(List.of(), problem);
    }

    public boolean wasRun() {
        return !millis.isEmpty();
    }

    public int samples() {
        return millis.size();
    }

    /** Median in milliseconds; NaN when it was not run. */
    public double median() {
        return quantile(0.5);
    }

    /** Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
    public double quantile(double p) {
        if (millis.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        double position = p * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /**
     * True when this is slower than the other beyond noise: the median by more than the factor and by more than what a
     * scheduler takes, and the middle halves of the two do not overlap.
     */
    public boolean isSlowerThan(Timing before, double factor) {
        return wasRun()
                && before.wasRun()
                && median() > before.median() * factor
                && median() - before.median() > SMALLEST_DIFFERENCE_MS
                && quantile(0.25) > before.quantile(0.75);
    }

    /** The one with the lower median: what other load on the machine disturbed less. */
    public static Timing quieter(Timing one, Timing other) {
        return other.wasRun() && other.median() < one.median() ? other : one;
    }
}
