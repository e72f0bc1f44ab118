package dev.pgwright.batch;

import java.time.Duration;

/**
 * How a job runs and when it waits.
 *
 * @param chunkRows rows of the first chunks; later ones are cut so that one takes about {@code chunkTime}
 * @param chunkTime how long a chunk should take, and with it its locks
 * @param pause idle time after each chunk
 * @param lease how long a claimed chunk that nobody works on stays claimed
 * @param mostLag replicas further behind than this make the job wait
 * @param mostLockWaits more sessions than this waiting for locks make the job wait
 * @param mostActive more active sessions than this make the job wait
 * @param workers connections that work at the same time
 */
public record JobOptions(
        int chunkRows,
        Duration chunkTime,
        Duration pause,
        Duration lease,
        Duration mostLag,
        int mostLockWaits,
        int mostActive,
        int workers) {

    /** Chunks of about half a second, one at a time. */
    public static JobOptions usual() {
        return new JobOptions(
                5000,
                Duration.ofMillis(500),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                5,
                Integer.MAX_VALUE,
                1);
    }

    /** The same with other chunks. */
    public JobOptions withChunkRows(int rows) {
        return new JobOptions(rows, chunkTime, pause, lease, mostLag, mostLockWaits, mostActive, workers);
    }

    /** The same with other numbers of connections. */
    public JobOptions withWorkers(int number) {
        return new JobOptions(chunkRows, chunkTime, pause, lease, mostLag, mostLockWaits, mostActive, number);
    }

    /** The same with idle time. */
    public JobOptions withPause(Duration idle) {
        return new JobOptions(chunkRows, chunkTime, idle, lease, mostLag, mostLockWaits, mostActive, workers);
    }
}
