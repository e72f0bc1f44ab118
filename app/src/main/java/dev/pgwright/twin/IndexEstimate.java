package dev.pgwright.twin;

/**
 * What a freshly built index would measure.
 *
 * @param pages blocks of the main fork
 * @param tuples entries as pg_class.reltuples counts them
 * @param height level of a btree's root as the planner counts it: 0 when the root is a leaf; 0 for other methods
 */
public record IndexEstimate(long pages, double tuples, int height) {
    /** Bytes of a page (BLCKSZ of every usual build). */
    public static final int PAGE = 8192;

    public long bytes() {
        return pages * PAGE;
    }
}
