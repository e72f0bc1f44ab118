package dev.pgwright.proof;

import org.jspecify.annotations.Nullable;

/**
 * One run of a statement.
 *
 * @param millis how long it took at the client; NaN when it failed
 * @param timedOut it ran into the time limit
 * @param problem why it failed, without literals of the user's; null when it did not
 */
public record Run(double millis, boolean timedOut, @Nullable String problem) {
    static Run of(double millis) {
        return new Run(millis, false, null);
    }

    static Run failed(String problem, boolean timedOut) {
        return new Run(Double.NaN, timedOut, problem);
    }
}
