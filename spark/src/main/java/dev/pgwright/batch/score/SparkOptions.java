package dev.pgwright.batch.score;

/**
 * How the work is cut.
 *
 * @param usersOfTask users of a task; 0 to choose by their number and by how many tasks may run at a time
 * @param itemsOfTask items of a task at most; each task holds its items in memory, some 250 bytes for each
 * @param parallelism tasks that may run at a time
 */
public record SparkOptions(int usersOfTask, int itemsOfTask, int parallelism) {
    private static final int TASKS_OF_CORE = 3;
    private static final int MOST_USERS = 20_000;

    /** What suits most. */
    public static SparkOptions usual() {
        return new SparkOptions(0, 1_000_000, 1);
    }

    SparkOptions withParallelism(int tasksAtATime) {
        return new SparkOptions(usersOfTask, itemsOfTask, tasksAtATime);
    }

    /** A task prepares its items anew, so few large tasks cost less; too few leave cores idle at the end. */
    int usersOfTask(long users) {
        if (usersOfTask > 0) {
            return usersOfTask;
        }
        long even = users / ((long) parallelism * TASKS_OF_CORE) + 1;
        return (int) Math.min(MOST_USERS, even);
    }
}
