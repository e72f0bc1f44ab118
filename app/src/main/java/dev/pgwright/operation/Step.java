package dev.pgwright.operation;

import org.jspecify.annotations.Nullable;

/**
 * One statement of a change.
 *
 * @param sql a complete statement without the final semicolon
 * @param lock strongest lock on a user's object
 * @param transactional false for statements that run on their own: those that PostgreSQL refuses inside a transaction
 *     block, and those that take long and should hold no lock of a neighbour meanwhile
 * @param unless boolean SQL expression over the catalog: true when the step's effect is there already, and the step is
 *     left out; null for a statement that may be run again
 */
public record Step(
        String sql,
        Lock lock,
        boolean transactional,
        @Nullable String unless) {
    /** A step that runs in one transaction with its neighbours. */
    public static Step transactional(String sql, Lock lock) {
        return new Step(sql, lock, true, null);
    }

    /** A step that must run on its own, such as {@code CREATE INDEX CONCURRENTLY}. */
    public static Step alone(String sql, Lock lock) {
        return new Step(sql, lock, false, null);
    }

    /** The same step, left out where this condition holds. */
    public Step unless(String condition) {
        return new Step(sql, lock, transactional, condition);
    }

    /** True when it waits for transactions of others that are older, whatever they do (indexcmds.c, tablecmds.c). */
    public boolean waitsForTransactions() {
        return !transactional && sql.contains(" CONCURRENTLY");
    }
}
