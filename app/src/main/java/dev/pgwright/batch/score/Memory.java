package dev.pgwright.batch.score;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** How much of the heap a run needs and took. */
final class Memory {
    /** An id with its array, its fixed points, positions and places, and what each thread keeps for it. */
    private static final long BYTES_PER_ROW = 120;

    private static final long BYTES_PER_PART = 48;
    /** Smaller blocks would cost more than they are worth. */
    private static final int FEWEST_USERS = 32;

    private static final long MEGABYTE = 1L << 20;

    private Memory() {}

    /** Most memory in use in the pools of the heap since the process began. */
    static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    /** Bytes that both sides take at most, by experience. */
    static long estimate(DataCheck.Counts counts, int parts) {
        return (counts.items() + counts.users()) * (BYTES_PER_ROW + parts * BYTES_PER_PART);
    }

    /**
     * How many users can be held at a time beside all items: all of them, or a block. Results are written in blocks of
     * their own and need little.
     *
     * @param most bytes that there are
     * @throws PgwrightException USAGE when the items leave no room for users
     */
    static int usersOfBlock(DataCheck.Counts counts, int parts, ScoreSpec spec, long most) {
        long left = most - estimate(new DataCheck.Counts(counts.items(), 0), parts);
        long block = Math.min(counts.users(), left / estimate(new DataCheck.Counts(0, 1), parts));
        boolean tooFew = block < Math.min(FEWEST_USERS, counts.users());
        if (tooFew || counts.items() > Integer.MAX_VALUE / 2) {
            long needed = estimate(new DataCheck.Counts(counts.items(), FEWEST_USERS), parts);
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    counts.items() + " rows of " + spec.items().from() + " take about " + needed / MEGABYTE
                            + " MB of memory; there are " + most / MEGABYTE + " MB",
                    "Set PGWRIGHT_JAVA_OPTIONS=-Xmx" + (needed / MEGABYTE + 256) + "m, or use --engine sql, which needs"
                            + " no memory here.");
        }
        return (int) Math.min(block, Integer.MAX_VALUE / 2);
    }

    /** Throws when both sides cannot be held at the same time. */
    static void require(DataCheck.Counts counts, int parts, ScoreSpec spec) {
        long most = Runtime.getRuntime().maxMemory();
        if (usersOfBlock(counts, parts, spec, most) < counts.users()) {
            long needed = estimate(counts, parts);
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    counts.items() + " rows of " + spec.items().from() + " and " + counts.users() + " of "
                            + spec.users().from() + " take about " + needed / MEGABYTE + " MB of memory; there are "
                            + most / MEGABYTE + " MB",
                    "Set PGWRIGHT_JAVA_OPTIONS=-Xmx" + (needed / MEGABYTE + 256) + "m.");
        }
    }
}
