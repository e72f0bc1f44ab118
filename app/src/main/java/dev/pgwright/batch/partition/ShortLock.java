package dev.pgwright.batch.partition;

import dev.pgwright.batch.JobRunner;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * What has to stop the application for a moment: one transaction, sent as one block so that the way to the server
 * counts once, given up when the lock or the work takes too long, and tried again later.
 */
final class ShortLock {
    /** Longest wait for the lock: others queue behind us meanwhile. */
    private static final Duration WAIT = Duration.ofMillis(150);
    /** Longest time for waiting and working together; taking back what was not done in time comes on top. */
    private static final Duration SLICE = Duration.ofMillis(350);

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Longer than deadlock_timeout, after which the server ends an autovacuum that is in the way (proc.c). */
    private static final Duration VACUUM = Duration.ofSeconds(3);

    private static final double MILLIS = 1e6;
    /** What took longer than the slice so many times will take longer again. */
    private static final int TIMEOUTS = 5;

    private static final Set<String> WORTH_ANOTHER_TRY = Set.of(
            SqlStates.LOCK_NOT_AVAILABLE,
            SqlStates.DEADLOCK_DETECTED,
            SqlStates.SERIALIZATION_FAILURE,
            SqlStates.QUERY_CANCELED);

    private final WriteSession session;
    private final Progress progress;

    ShortLock(WriteSession session, Progress progress) {
        this.session = session;
        this.progress = progress;
    }

    /**
     * Runs a block of PL/pgSQL that begins with its locks.
     *
     * @param table quoted name of what autovacuum may be busy with
     * @param before done before each attempt, outside the transaction
     * @param within done in the transaction while the table may still be read and written
     * @param end {@code COMMIT}, or {@code ROLLBACK} to try only
     * @return milliseconds from asking for the lock to its release, at most
     */
    double run(String table, String block, JobRunner.Work before, JobRunner.Work within, String end)
            throws SQLException {
        long begun = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        int timeouts = 0;
        while (true) {
            Interruption.check();
            before.run();
            try {
                return once(table, block, within, end);
            } catch (RuntimeException e) {
                rollBack(e);
                throw e;
            } catch (SQLException e) {
                rollBack(e);
                timeouts += SqlStates.QUERY_CANCELED.equals(e.getSQLState()) ? 1 : 0;
                if (!WORTH_ANOTHER_TRY.contains(String.valueOf(e.getSQLState())) || timeouts == TIMEOUTS) {
                    throw e;
                }
                if (System.nanoTime() - begun > BOUND.toNanos()) {
                    throw new PgwrightException(
                            ErrorCode.BUSY,
                            table + " was in use by longer transactions for " + BOUND.toMinutes() + " minutes",
                            "Run the same command again when there is less going on; nothing is lost.",
                            e);
                }
                progress.report("the lock is not to be had: tried again in " + pause.toMillis() + " ms");
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }

    /** The same with nothing before. */
    double run(String table, String block) throws SQLException {
        return run(table, block, () -> {}, () -> {}, "COMMIT");
    }

    private double once(String table, String block, JobRunner.Work within, String end) throws SQLException {
        session.execute("BEGIN; SET LOCAL search_path = pg_catalog; SET LOCAL check_function_bodies = off;"
                + " SET LOCAL lock_timeout = " + VACUUM.toMillis() + "; LOCK TABLE ONLY " + table
                + " IN SHARE UPDATE EXCLUSIVE MODE");
        within.run();
        long begun = System.nanoTime();
        session.execute("SET LOCAL idle_in_transaction_session_timeout = " + SLICE.toMillis()
                + "; SET LOCAL lock_timeout = " + WAIT.toMillis() + "; SET LOCAL statement_timeout = "
                + SLICE.toMillis() + "; DO $pgwright_block$ BEGIN " + block + " END $pgwright_block$; " + end);
        return (System.nanoTime() - begun) / MILLIS;
    }

    private void rollBack(Exception cause) {
        try {
            if (!session.connection().isClosed()) {
                session.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }
}
