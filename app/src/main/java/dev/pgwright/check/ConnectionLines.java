package dev.pgwright.check;

import java.time.Duration;

/**
 * Lines of sessions, transactions and locks.
 *
 * @param longStatement how long one statement of an application may run
 */
public record ConnectionLines(Duration longStatement) {
    /** The profile {@code general}. */
    static ConnectionLines general() {
        return new ConnectionLines(Duration.ofMinutes(5));
    }
}
