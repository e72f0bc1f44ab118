package dev.pgwright.twin;

import dev.pgwright.twin.ValueGroups.KeyClass;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Takes the bias out of n_distinct. ANALYZE estimates by Duj1 of Haas and Stokes (compute_scalar_stats in analyze.c),
 * which is right for equally common values drawn one by one. Common values among rare ones make it too low. So does the
 * way of drawing, blocks first and then rows of them (acquire_sample_rows), where equal values lie side by side: a
 * sampled pair of equal rows is then more likely. So we look for the number of values of which ANALYZE would report
 * what it reported.
 *
 * @param rows of the table that are not NULL
 * @param pages of the table
 * @param sample rows that are not NULL among those that ANALYZE draws
 * @param clustered equal values lie side by side
 */
record AnalyzedDistinct(double rows, double pages, double sample, boolean clustered) {
    private static final int STEPS = 50;

    /**
     * The number of distinct values.
     *
     * @param estimate what ANALYZE reported
     * @param model the classes of values for a number of distinct ones
     */
    double corrected(double estimate, DoubleFunction<List<KeyClass>> model) {
        if (sample >= rows || estimate <= 0 || estimate >= rows * 0.999) {
            return estimate;
        }
        double low = estimate;
        double high = rows;
        if (reported(model.apply(high)) < estimate) {
            return estimate; // the model does not fit
        }
        for (int i = 0; i < STEPS && high / low > 1.001; i++) {
            double distinct = Math.sqrt(low * high);
            if (reported(model.apply(distinct)) < estimate) {
                low = distinct;
            } else {
                high = distinct;
            }
        }
        return Math.sqrt(low * high);
    }

    /** What ANALYZE would report on average. */
    private double reported(List<KeyClass> classes) {
        double total = classes.stream().mapToDouble(KeyClass::share).sum();
        double seen = 0;
        double once = 0;
        for (KeyClass one : classes) {
            double rate = rows * one.share() / total / one.keys();
            boolean byBlocks = clustered && sample < pages;
            double[] counts = byBlocks ? byBlocks(rate) : byRows(rate * sample / rows);
            seen += one.keys() * counts[0];
            once += one.keys() * counts[1];
        }
        return Math.min(rows, sample * seen / (sample - once + once * sample / rows));
    }

    /** Chances that a value is seen at all and once, when so many of its rows are expected in the sample. */
    private static double[] byRows(double drawn) {
        return new double[] {-Math.expm1(-drawn), drawn * Math.exp(-drawn)};
    }

    private double[] byBlocks(double rate) {
        double perBlock = rows / pages;
        double blocks = sample / pages; // share of the blocks that are drawn
        double inBlock = sample / (rows * blocks); // share of the rows of those
        double within = Math.min(rate, perBlock);
        double spans = Math.max(1, rate / perBlock);
        double missedInBlock = Math.exp(-within * inBlock);
        double missed = 1 - blocks + blocks * missedInBlock;
        double seen = 1 - Math.pow(missed, spans);
        double once = spans * blocks * within * inBlock * missedInBlock * Math.pow(missed, spans - 1);
        return new double[] {seen, once};
    }
}
