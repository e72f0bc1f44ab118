package dev.pgwright.operation;

/**
 * One statement of a change.
 *
 * @param sql a complete statement without the final semicolon
 * @param lock strongest lock on a user's object
 * @param transactional false for statements that PostgreSQL refuses inside a transaction block
 */
public record Step(String sql, Lock lock, boolean transactional) {
    /** A step that runs in one transaction with its neighbours. */
    public static Step transactional(String sql, Lock lock) {
        return new Step(sql, lock, true);
    }

    /** A step that must run on its own, such as {@code CREATE INDEX CONCURRENTLY}. */
    public static Step alone(String sql, Lock lock) {
        return new Step(sql, lock, false);
    }
}
