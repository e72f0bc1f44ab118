package dev.pgwright.proof.rls;

import org.jspecify.annotations.Nullable;

/**
 * One statement before and after changes. Times are of its execution in milliseconds: the first run, and the median of
 * those after it.
 *
 * @param unfinished it was stopped before the changes: {@code beforeMs} is a lower bound
 * @param beforeBlocks 8 KiB blocks that the last run looked at
 * @param problem why it could not be run; null when it could
 */
public record StatementRun(
        String statement,
        double beforeFirstMs,
        double beforeMs,
        double afterFirstMs,
        double afterMs,
        long beforeBlocks,
        long afterBlocks,
        boolean unfinished,
        @Nullable String problem) {
    /** Time before divided by time after: 10 is ten times faster. */
    public double ratio() {
        return afterMs > 0 ? beforeMs / afterMs : Double.NaN;
    }
}
