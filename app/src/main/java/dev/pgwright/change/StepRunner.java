package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Lock;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Repack;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs steps. A lock that is not granted within a short slice is given up and asked for again later, a bounded time, so
 * that nobody queues behind us for longer than the slice; what cannot be done within the slice is not done. Time is
 * measured by the clock that only runs forward.
 */
final class StepRunner {
    private static final Duration LONGEST_STATEMENT = Duration.ofHours(12);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Share of the slice in which the work has to be done. */
    private static final double WORK = 0.75;
    /** What took longer than the slice so many times will take longer again. */
    private static final int TIMEOUTS = 3;

    private final WriteSession session;
    private final Look look;
    private final Patience patience;

    StepRunner(WriteSession session, Patience patience) {
        this.session = session;
        this.look = new Look(session);
        this.patience = patience;
    }

    /**
     * Runs the steps in order, those that are transactional and neighbours in one transaction.
     *
     * @param operation whose remains are cleared before a step is tried again
     * @param done told the number of steps that are done, after each transaction
     */
    void run(Operation operation, List<Step> steps, IntConsumer done) throws SQLException {
        run(operation, steps, true, done);
    }

    /** The same for steps none of which was run before: what looks like their effect is somebody else's. */
    void runAfresh(Operation operation, List<Step> steps, IntConsumer done) throws SQLException {
        run(operation, steps, false, done);
    }

    private void run(Operation operation, List<Step> steps, boolean again, IntConsumer done) throws SQLException {
        int at = 0;
        while (at < steps.size()) {
            int end = at + 1;
            while (steps.get(at).transactional()
                    && end < steps.size()
                    && steps.get(end).transactional()) {
                end++;
            }
            List<Step> due = again ? due(steps.subList(at, end)) : steps.subList(at, end);
            if (!due.isEmpty()) {
                retrying(operation, due);
            }
            at = end;
            done.accept(at);
        }
    }

    /** Without those whose effect is there already; asked before the first of them runs. */
    private List<Step> due(List<Step> steps) throws SQLException {
        java.util.ArrayList<Step> due = new java.util.ArrayList<>();
        for (Step step : steps) {
            String unless = step.unless();
            if (unless == null || !look.holds(unless)) {
                due.add(step);
            }
        }
        return due;
    }

    /** Clears what a step that was cut off has left. */
    void repair(Operation operation) throws SQLException {
        run(operation, operation.repair(), true, steps -> {});
    }

    private void retrying(Operation operation, List<Step> steps) throws SQLException {
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        int timeouts = 0;
        while (true) {
            try {
                if (!isQueued(operation, steps)) {
                    runOnce(operation, steps);
                    return;
                }
                throw new SQLException("others wait for this table already", SqlStates.LOCK_NOT_AVAILABLE);
            } catch (SQLException e) {
                timeouts += isTimeout(e) ? 1 : 0;
                boolean late = System.nanoTime() - begin + pause.toNanos()
                        > patience.bound().toNanos();
                if (!mayHelpToWait(steps, e, timeouts) || late) {
                    throw e;
                }
                clear(operation, steps);
                pause(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }

    private void clear(Operation operation, List<Step> steps) throws SQLException {
        if (steps.stream().noneMatch(operation.repair()::contains)) {
            repair(operation);
        }
    }

    private static boolean mayHelpToWait(List<Step> steps, SQLException e, int timeouts) {
        String state = String.valueOf(e.getSQLState());
        if (isTimeout(e)) {
            return isStrong(steps) && timeouts < TIMEOUTS && !Interruption.isRequested();
        }
        return switch (state) {
            // a concurrent build that waited for transactions would wait for them again
            case SqlStates.LOCK_NOT_AVAILABLE ->
                steps.stream()
                        .noneMatch(step -> step.waitsForTransactions() && step.lock() != Lock.BRIEF_ACCESS_EXCLUSIVE);
            case SqlStates.DEADLOCK_DETECTED -> true;
            default -> false;
        };
    }

    private static boolean isTimeout(SQLException e) {
        return SqlStates.QUERY_CANCELED.equals(e.getSQLState());
    }

    private static boolean isStrong(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.lock().stopsTheApplication());
    }

    /** True when somebody waits for the table: one more who waits for a strong lock makes the queue longer for all. */
    private boolean isQueued(Operation operation, List<Step> steps) throws SQLException {
        TableName table = operation.table();
        return table != null
                && isStrong(steps)
                && look.holds("EXISTS (SELECT FROM pg_catalog.pg_locks WHERE NOT granted AND relation ="
                        + " pg_catalog.to_regclass(" + Identifiers.literal(table.sql()) + "))");
    }

    private void runOnce(Operation operation, List<Step> steps) throws SQLException {
        Step first = steps.get(0);
        if (!first.program().isEmpty() && operation instanceof Repack repack) {
            ClientProgram.run(look, session.target(), repack, first.program(), LONGEST_STATEMENT);
            return;
        }
        boolean strong = isStrong(steps) && patience.window() == null;
        if (!steps.get(0).transactional()) {
            session.limit(longestWait(first, strong), strong ? patience.slice() : LONGEST_STATEMENT);
            session.execute(first.sql());
            return;
        }
        session.limit(strong ? patience.slice().dividedBy(2) : patience.queue(), LONGEST_STATEMENT);
        session.execute("BEGIN");
        try {
            if (strong) {
                withinSlice(steps);
            } else {
                for (Step step : steps) {
                    session.execute(step.sql());
                }
            }
            session.execute("COMMIT");
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
    }

    /** For a strong lock that is short, the work is not bounded by the slice, but the wait is. */
    private Duration longestWait(Step step, boolean strong) {
        if (strong || step.lock() == Lock.BRIEF_ACCESS_EXCLUSIVE) {
            return patience.slice().dividedBy(2);
        }
        return step.waitsForTransactions() ? patience.transactions() : patience.queue();
    }

    /**
     * Half of the slice may be spent on waiting for the first lock; all that is done has to end before the slice does,
     * since taking back what was not done in time holds the lock, too. Should this process be stopped or cut off
     * meanwhile, the server ends the transaction.
     */
    private void withinSlice(List<Step> steps) throws SQLException {
        session.execute("SET LOCAL idle_in_transaction_session_timeout = "
                + patience.slice().toMillis());
        long end = System.nanoTime() + (long) (WORK * patience.slice().toNanos());
        for (Step step : steps) {
            long left = Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis());
            session.execute("SET LOCAL statement_timeout = " + left);
            session.execute(step.sql());
        }
    }

    private void rollBack(SQLException cause) {
        try {
            if (!session.connection().isClosed()) {
                session.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }

    private static void pause(Duration duration) {
        Interruption.check();
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgwrightException(
                    ErrorCode.INTERRUPTED, "Interrupted while waiting for a lock", "Run it again.", e);
        }
    }
}
