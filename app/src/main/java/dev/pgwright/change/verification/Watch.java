package dev.pgwright.change.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan's changes under observation: what the ledger keeps until there is a verdict. Times are the server's.
 *
 * @param plan the run that made the changes
 * @param window how long they are watched
 * @param tolerance factor by which a statement may get slower
 * @param before the reading right before the first change
 * @param lastHour what was counted shortly before that; null when nobody looked
 * @param begin the reading when all changes were made; null until then
 * @param scopes which statements may feel an operation, by its identity
 */
public record Watch(
        String plan,
        Duration window,
        double tolerance,
        Reading before,
        @Nullable Interval lastHour,
        @Nullable Reading begin,
        Map<String, Scope> scopes) {
    public Watch {
        scopes = Map.copyOf(scopes);
    }

    Watch begun(Reading reading) {
        return new Watch(plan, window, tolerance, before, lastHour, reading, scopes);
    }

    /** When its window ends; null until it has begun. */
    public @Nullable Instant due() {
        return begin == null ? null : begin.at().plus(window);
    }

    boolean isDue(Instant now) {
        Instant due = due();
        return due != null && !now.isBefore(due);
    }
}
