package dev.pgwright.bench.size;

import dev.pgwright.twin.IndexEstimate;

/**
 * What came of one case.
 *
 * @param source of the data
 * @param predicted from statistics alone
 * @param sampled the same with a sample of the table
 * @param pages of the index really built
 * @param height of it, 0 unless it is a btree
 * @param millis that the prediction from statistics took
 */
record SizeOutcome(
        String source,
        IndexCase index,
        IndexEstimate predicted,
        IndexEstimate sampled,
        long pages,
        int height,
        double millis) {
    /** 0.1 is ten percent too large. */
    double error() {
        return (double) predicted.pages() / pages - 1;
    }

    boolean isBtree() {
        return index.shape().accessMethod().equals("btree");
    }

    /** The same case, predicted with the help of the sample. */
    SizeOutcome withSample() {
        return new SizeOutcome(source, index, sampled, sampled, pages, height, millis);
    }
}
