package dev.pgwright.check;

import java.time.Duration;

/**
 * Lines of WAL, archiving and replication.
 *
 * @param readyFiles WAL files that may wait for archiving
 * @param checkpoints requested checkpoints from which their share means something
 * @param requestedShare share of checkpoints that WAL volume asked for before their time, 0 to 1
 * @param folderFactor how many times max_wal_size the WAL folder may be
 * @param slotBytes WAL that a slot without a consumer may keep
 * @param slotIdle how long a slot may be without a consumer
 * @param lagBytes WAL that a standby may be behind
 * @param spilledBytes decoded changes that may go to disk
 * @param statisticsAge how long counters must have counted before shares mean something
 */
public record WalLines(
        long readyFiles,
        long checkpoints,
        double requestedShare,
        double folderFactor,
        long slotBytes,
        Duration slotIdle,
        long lagBytes,
        long spilledBytes,
        Duration statisticsAge) {
    /** The profile {@code general}. */
    static WalLines general() {
        return new WalLines(10, 10, 0.5, 3, 1L << 30, Duration.ofDays(1), 100L << 20, 100L << 20, Duration.ofHours(6));
    }
}
