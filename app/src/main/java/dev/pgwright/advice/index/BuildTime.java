package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.twin.IndexEstimate;

/**
 * How long {@code CREATE INDEX CONCURRENTLY} may take: a rough estimate for a server of middling speed that is not
 * otherwise busy. Transactions that are older than the build are waited for on top, however long they take.
 */
public final class BuildTime {
    /** Bytes in a second: cold reads of network storage. */
    private static final double READ = 100e6;
    /** Bytes in a second: sorted entries written to the index and the write-ahead log. */
    private static final double WRITE = 50e6;
    /** Entries in a second that are formed and sorted. */
    private static final double SORT = 500_000;
    /** The table is read to build the index, and again to find what changed meanwhile (index_concurrently_build). */
    private static final int SCANS = 2;
    /** Three transactions, each of which is waited for. */
    private static final double LEAST = 0.1;
    /** A GIN index forms several keys of a row and merges them. */
    private static final double GIN = 5;

    private BuildTime() {}

    /**
     * Seconds.
     *
     * @param pages of the table
     */
    public static double seconds(CreateIndex index, IndexEstimate size, long pages) {
        double kind = index.method().equals("gin") ? GIN : 1;
        double reading = SCANS * pages * (double) IndexEstimate.PAGE / READ;
        int builds = Math.max(1, index.partitions().size());
        return builds * LEAST + reading + kind * (Math.max(0, size.tuples()) / SORT + size.bytes() / WRITE);
    }
}
