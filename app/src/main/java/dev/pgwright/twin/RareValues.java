package dev.pgwright.twin;

import dev.pgwright.twin.ValueGroups.KeyClass;
import java.util.ArrayList;
import java.util.List;

/** The values that are not among the most common ones. */
final class RareValues {
    private RareValues() {}

    /**
     * Classes of them.
     *
     * @param share of all rows that have one
     * @param values how many there are
     * @param rows of the table
     * @param lastCommon share of the rarest common value where their list was cut at its longest, else 0
     * @param common length of that list
     */
    static List<KeyClass> classes(double share, double values, double rows, double lastCommon, int common) {
        double average = share / values;
        if (lastCommon <= 2 * average || common == 0) {
            return List.of(new KeyClass(ValueGroups.potential(values, share * rows), share, 0));
        }
        return declining(share, values, rows, lastCommon, common);
    }

    /** The common values' frequencies go on to decline by a power of the rank, down to one row each. */
    private static List<KeyClass> declining(double share, double values, double rows, double last, int common) {
        double low = 0;
        double high = 20;
        for (int i = 0; i < 60; i++) {
            double exponent = (low + high) / 2;
            double sum = sum(ranks(values, rows, last, common, exponent));
            if (sum > share) {
                low = exponent;
            } else {
                high = exponent;
            }
        }
        List<double[]> ranks = ranks(values, rows, last, common, high);
        double factor = share / sum(ranks);
        List<KeyClass> classes = new ArrayList<>();
        for (double[] rank : ranks) {
            double part = rank[0] * rank[1] * factor;
            classes.add(new KeyClass(ValueGroups.potential(rank[0], part * rows), part, 0));
        }
        return classes;
    }

    private static double sum(List<double[]> ranks) {
        return ranks.stream().mapToDouble(rank -> rank[0] * rank[1]).sum();
    }

    /** Pairs of a number of values and the frequency of each, in ranges of ranks that grow by a quarter. */
    private static List<double[]> ranks(double values, double rows, double last, int common, double exponent) {
        List<double[]> found = new ArrayList<>();
        double from = common;
        double end = common + values;
        while (from < end) {
            double to = Math.min(end, from * 1.25 + 1);
            double middle = (from + to) / 2;
            double frequency = Math.max(last * Math.pow(common / middle, exponent), 1 / rows);
            found.add(new double[] {to - from, frequency});
            from = to;
        }
        return found;
    }
}
