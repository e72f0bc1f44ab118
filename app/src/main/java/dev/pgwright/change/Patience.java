package dev.pgwright.change;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long changes wait, and for what.
 *
 * @param slice longest time, waiting and working together, for a lock that stops reads or writes of the application:
 *     nobody waits behind us for longer
 * @param queue longest wait for a lock that stops other schema changes and vacuum alone
 * @param transactions longest wait of a concurrent step for older transactions, which stops nobody
 * @param bound longest time that is spent on asking for a lock again and again, and on waiting for replicas
 * @param longTransaction age from which a transaction that a concurrent step would wait for is a reason not to begin
 * @param replicaLagBytes how far the slowest replica may be behind in WAL before something more is written
 * @param window when changes may be made, and locks may be held for as long as the work takes; null for any time, with
 *     locks held for a slice at the most
 */
public record Patience(
        Duration slice,
        Duration queue,
        Duration transactions,
        Duration bound,
        Duration longTransaction,
        long replicaLagBytes,
        @Nullable MaintenanceWindow window) {

    /** For a database in use. */
    public static Patience usual() {
        return new Patience(
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofSeconds(45),
                Duration.ofMinutes(1),
                256L << 20,
                null);
    }

    /** The same with changes made in these hours alone. */
    public Patience within(MaintenanceWindow hours) {
        return new Patience(slice, queue, transactions, bound, longTransaction, replicaLagBytes, hours);
    }

    /** The same with another slice. */
    public Patience withSlice(Duration longest) {
        return new Patience(longest, queue, transactions, bound, longTransaction, replicaLagBytes, window);
    }

    /** The same with another bound on asking for locks again and again. */
    public Patience withBound(Duration longest) {
        return new Patience(slice, queue, transactions, longest, longTransaction, replicaLagBytes, window);
    }
}
