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

    /** Throws when both sides cannot be held; results are written in blocks of users and need little. */
    static void require(DataCheck.Counts counts, int parts, ScoreSpec spec) {
        long needed = estimate(counts, parts);
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most || counts.items() > Integer.MAX_VALUE / 2 || counts.users() > Integer.MAX_VALUE / 2) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    counts.items() + " rows of " + spec.items().from() + " and " + counts.users() + " of "
                            + spec.users().from() + " take about " + needed / MEGABYTE + " MB of memory; there are "
                            + most / MEGABYTE + " MB",
                    "Set PGWRIGHT_JAVA_OPTIONS=-Xmx" + (needed / MEGABYTE + 256) + "m, or use --engine sql, which needs"
                            + " no memory here.");
        }
    }
}
