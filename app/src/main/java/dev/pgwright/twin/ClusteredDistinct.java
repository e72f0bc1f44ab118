package dev.pgwright.twin;

/**
 * Takes a bias out of n_distinct. ANALYZE draws blocks first and then rows of them (acquire_sample_rows in analyze.c),
 * but estimates as if rows were drawn one by one (compute_scalar_stats, the estimator Duj1 of Haas and Stokes). Where
 * equal values lie next to each other, a sampled pair of equal rows is then more likely than assumed, and the estimate
 * too low by a multiple.
 *
 * @param rows of the table
 * @param pages of the table
 * @param sample rows that ANALYZE draws: 300 for each unit of the statistics target
 */
record ClusteredDistinct(double rows, double pages, double sample) {
    /** The number of distinct values that makes ANALYZE report this estimate; the estimate where there is no bias. */
    double corrected(double estimate) {
        if (sample >= rows || sample >= pages || estimate <= 0 || estimate >= rows) {
            return estimate;
        }
        double low = Math.max(1, rows / estimate / 1000);
        double high = rows / estimate;
        // rate: mean rows of a value; the estimate falls as it grows
        low = Math.min(low, high) * 1e-3;
        for (int i = 0; i < 80; i++) {
            double rate = Math.sqrt(low * high);
            if (reported(rate) > estimate) {
                low = rate;
            } else {
                high = rate;
            }
        }
        return Math.max(estimate, distinct(Math.sqrt(low * high)));
    }

    /** Values that have a row when each has so many on average. */
    private double distinct(double rate) {
        return rows / rate * -Math.expm1(-rate);
    }

    /** What ANALYZE would report of values in runs of Poisson-distributed lengths. */
    private double reported(double rate) {
        double perBlock = rows / pages;
        double blocks = sample / pages; // share of blocks that are drawn
        double inBlock = sample / (rows * blocks); // share of their rows
        double within = Math.min(rate, perBlock);
        double spans = Math.max(1, rate / perBlock);
        double missedInBlock = Math.exp(-within * inBlock);
        double missed = 1 - blocks + blocks * missedInBlock;
        double values = rows / rate;
        double seen = values * (1 - Math.pow(missed, spans));
        double once = values * spans * blocks * within * inBlock * missedInBlock * Math.pow(missed, spans - 1);
        double drawn = values * rate * sample / rows;
        return Math.min(rows, drawn * seen / (drawn - once + once * sample / rows));
    }
}
