package dev.pgwright.postgres;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * Ctrl-C and SIGTERM. What runs on the server is cancelled at once; the thread that worked then finds out, takes back
 * what it had begun and reports, while the process waits for it. There is one process, so this is static.
 */
public final class Interruption {
    private static final Duration LONGEST_CLEANING = Duration.ofMinutes(2);
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(200);

    private static final Set<Connection> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean requested;
    private static volatile boolean noticed;

    private Interruption() {}

    /**
     * Watches for signals until the result is run, which says that the work is over.
     *
     * @return to be run before the process exits by itself
     */
    public static Runnable watch() {
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(over), "interruption"));
        return over::countDown;
    }

    private static void interrupt(CountDownLatch over) {
        if (over.getCount() == 0) {
            return; // the program ends by itself
        }
        requested = true;
        try {
            // again and again: between two statements there is nothing to cancel
            while (!noticed && !over.await(BETWEEN_CANCELS.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!noticed) {
                    OPEN.forEach(Interruption::cancel);
                }
            }
            if (!over.await(LONGEST_CLEANING.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("pgwright: cleaning up takes too long; the next run does the rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // it has ended meanwhile
        }
    }

    static void opened(Connection connection) {
        OPEN.add(connection);
    }

    static void closed(Connection connection) {
        OPEN.remove(connection);
    }

    /** True once a signal came. */
    public static boolean isRequested() {
        return requested;
    }

    /** From here on nothing is cancelled any more: what runs now is cleaning up. */
    public static void noticed() {
        if (requested) {
            noticed = true;
        }
    }

    /**
     * To be called before more work is begun.
     *
     * @throws PgwrightException INTERRUPTED when a signal came
     */
    public static void check() {
        if (requested) {
            noticed = true;
            throw exception();
        }
    }

    /** What the user is told. */
    public static PgwrightException exception() {
        return new PgwrightException(
                ErrorCode.INTERRUPTED,
                "Interrupted: what was not finished is taken back",
                "Changes that were measured and kept are listed by: ./pgwright ledger TARGET");
    }
}
