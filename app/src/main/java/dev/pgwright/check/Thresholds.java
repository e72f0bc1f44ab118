package dev.pgwright.check;

import java.time.Duration;

/**
 * Where the checks draw their lines. Beyond a line something is reported; the checks grade the impact themselves.
 *
 * @param largeTableRows rows from which missing indexes and slow policies weigh heavily
 * @param mediumTableRows rows from which they weigh at all
 * @param unusedIndexAge how long counters must have counted before "never used" means something: a month, so that
 *     monthly reports were run once
 * @param unusedIndexBytes smaller unused indexes cost too little to be worth a look
 * @param deadShare share of dead rows in a table, 0 to 1
 * @param deadRows fewer dead rows than this are no finding, whatever their share
 * @param overdueFactor how far beyond autovacuum's own thresholds a table counts as overdue, for vacuum and analyze
 * @param largeUnanalyzedRows a table that was never analyzed is reported from this size on
 * @param cacheHitShare share of block reads that shared buffers must answer, 0 to 1
 * @param cacheBlocks block reads from which the share means something
 * @param cacheAge how long counters must have counted before the share means something
 * @param connectionShare share of the connection limit in use, 0 to 1
 * @param idleInTransaction how long a transaction may stay open without doing anything
 * @param slowStatement mean run time of a statement
 * @param statementCalls a statement called less often is no workload: it was run by hand, or by a migration
 * @param dominatingShare share of one statement in the run time of all, 0 to 1
 * @param dominatedTime run time of all statements from which shares mean something
 * @param smallWorkMemBytes work_mem below this makes sorts and hashes of any size spill
 * @param smallCacheBytes effective_cache_size below this is smaller than any machine's memory
 * @param partitions more partitions of one table than this cost statements planning time and memory (documentation,
 *     "Best Practices for Declarative Partitioning": a few thousand at the most)
 * @param connection lines of sessions, transactions and locks
 * @param vacuum lines of vacuum, freezing and bloat
 * @param wal lines of WAL, archiving and replication
 * @param server lines of the configuration, of roles and of jobs
 */
public record Thresholds(
        long largeTableRows,
        long mediumTableRows,
        Duration unusedIndexAge,
        long unusedIndexBytes,
        double deadShare,
        long deadRows,
        double overdueFactor,
        long largeUnanalyzedRows,
        double cacheHitShare,
        long cacheBlocks,
        Duration cacheAge,
        double connectionShare,
        Duration idleInTransaction,
        Duration slowStatement,
        long statementCalls,
        double dominatingShare,
        Duration dominatedTime,
        long smallWorkMemBytes,
        long smallCacheBytes,
        int partitions,
        ConnectionLines connection,
        VacuumLines vacuum,
        WalLines wal,
        ServerLines server) {

    /** The profile {@code general}: an application database of any size. */
    public static Thresholds general() {
        return new Thresholds(
                100_000,
                10_000,
                Duration.ofDays(30),
                1L << 20,
                0.10,
                1_000,
                2,
                10_000,
                0.99,
                100_000,
                Duration.ofDays(1),
                0.80,
                Duration.ofMinutes(5),
                Duration.ofMillis(100),
                5,
                0.15,
                Duration.ofSeconds(1),
                1L << 20,
                128L << 20,
                1_000,
                ConnectionLines.general(),
                VacuumLines.general(),
                WalLines.general(),
                ServerLines.general());
    }
}
