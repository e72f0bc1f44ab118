package dev.pgwright.batch.score;

/**
 * How to run.
 *
 * @param threads of the embedded engine
 * @param pruning whether the embedded engine passes over items that cannot get in; the result is the same
 * @param usersAtATime users of one chunk of the sql engine
 */
public record ScoreOptions(Engine engine, int threads, boolean pruning, int usersAtATime) {
    /** Who computes. */
    public enum Engine {
        /** This process, in memory. */
        EMBEDDED,
        /** The server, by one statement for each chunk of users: the reference. */
        SQL
    }

    /** All cores, with pruning. */
    public static ScoreOptions usual() {
        return new ScoreOptions(Engine.EMBEDDED, Runtime.getRuntime().availableProcessors(), true, 100);
    }
}
