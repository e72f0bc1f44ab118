package dev.pgwright.postgres;

import java.time.Duration;

/**
 * How long a transaction of ours may wait and run.
 *
 * @param lock longest wait for a lock: whoever comes after us in the queue waits no longer than this because of us
 * @param statement longest run of one statement
 */
public record Limits(Duration lock, Duration statement) {
    /** For reading catalogs and statistics. */
    public static final Limits READING = new Limits(Duration.ofMillis(100), Duration.ofSeconds(15));

    /** As {@code SET LOCAL} commands, which a pooler in transaction mode forgets with the transaction. */
    String asLocalSettings() {
        return "SET LOCAL lock_timeout = " + lock.toMillis()
                + "; SET LOCAL statement_timeout = " + statement.toMillis()
                + "; SET LOCAL idle_in_transaction_session_timeout = "
                + statement.plusSeconds(30).toMillis()
                + "; SET LOCAL application_name = 'pgwright'";
    }
}
