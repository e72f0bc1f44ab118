package dev.pgwright.twin;

import dev.pgwright.twin.DistinctEstimates.Group;
import dev.pgwright.twin.DistinctEstimates.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts combinations on places that were drawn: pages, or the table as one. Places are drawn, not rows: what one holds
 * several times counts once, or it would look too common. For the same reason what two places share tells of few draws,
 * however many rows it is.
 */
final class PlaceCounts {
    /** How many standard deviations another sample may well be off. */
    private static final double DEVIATIONS = 2;

    /** Rows that were counted: with all columns' values. */
    private final int rows;

    private final long[] keys;
    private final int[] rowsOf;
    private final int[] placesOf;
    private final int[] lastPlace;
    private final int[] rowsThere;
    private final double[] drawnThere;
    private double pairs;

    /**
     * Counts.
     *
     * @param values hashes of the combinations of the rows, place by place
     * @param places number of the place of each, from 0, ascending
     */
    PlaceCounts(long[] values, int[] places) {
        // open addressing: several times faster than sorting, and every candidate index asks
        int room = Integer.highestOneBit(Math.max(2, values.length)) * 4;
        this.rows = values.length;
        this.keys = new long[room];
        this.rowsOf = new int[room];
        this.placesOf = new int[room];
        this.lastPlace = new int[room];
        this.rowsThere = new int[room];
        this.drawnThere = new double[rows == 0 ? 1 : places[rows - 1] + 1];
        for (int i = 0; i < rows; i++) {
            add(values[i], places[i]);
        }
    }

    private void add(long key, int place) {
        int at = (int) key & (keys.length - 1);
        while (rowsOf[at] != 0 && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        if (placesOf[at] == 0 || lastPlace[at] != place) {
            placesOf[at]++;
            rowsThere[at] = 0;
            drawnThere[place]++;
        }
        pairs += rowsOf[at] - rowsThere[at];
        keys[at] = key;
        lastPlace[at] = place;
        rowsOf[at]++;
        rowsThere[at]++;
    }

    /** Rows that were counted. */
    double rows() {
        return rows;
    }

    /** Combinations. */
    double distinct() {
        return Arrays.stream(placesOf).filter(number -> number > 0).count();
    }

    /** Combinations, each counted as often as there are places with it. */
    double drawn() {
        return Arrays.stream(drawnThere).sum();
    }

    /**
     * Of how many equally common combinations two rows from different places would be equal as often as here
     * (the inverse of Simpson's index).
     */
    double effective() {
        double all = (double) rows * rows / 2 * (1 - 1.0 / drawnThere.length);
        return all / Math.max(pairs, 0.5);
    }

    /**
     * What was seen, when the places are pages drawn by chance. How far to trust it comes from leaving out one page
     * after the other (the jackknife).
     *
     * @param looked at rows, with those that have a NULL
     * @param tableRows rows of the table
     */
    Seen seen(double looked, double tableRows) {
        double drawn = drawn();
        double once = 0;
        double twice = 0;
        double[] ownThere = new double[drawnThere.length];
        for (int at = 0; at < keys.length; at++) {
            twice += placesOf[at] == 2 ? 1 : 0;
            if (placesOf[at] == 1) {
                once++;
                ownThere[lastPlace[at]]++;
            }
        }
        double squares = 0;
        for (int place = 0; place < drawnThere.length; place++) {
            double off = ownThere[place] - once / Math.max(1, drawn) * drawnThere[place];
            squares += off * off;
        }
        double left = Math.max(0, 1 - looked / tableRows);
        // pairs of pages make it: leaving out each finds twice their variance
        double margin = DEVIATIONS * Math.sqrt(left * squares / 2);
        double alike = left * drawn / drawnThere.length; // one more pair of pages that are
        return new Seen(
                drawn,
                tableRows * drawn / Math.max(1, looked),
                distinct(),
                twice,
                Math.max(margin, alike),
                margin,
                left == 0 ? groups() : List.of());
    }

    /** How many combinations have how many rows; those of like numbers together. */
    List<Group> groups() {
        TreeMap<Long, double[]> sizes = new TreeMap<>();
        for (int at = 0; at < keys.length; at++) {
            if (rowsOf[at] > 0) {
                long size = rowsOf[at] < 4 ? rowsOf[at] : Math.round(2 * Math.log(rowsOf[at]) / Math.log(2));
                double[] sum = sizes.computeIfAbsent(size, key -> new double[2]);
                sum[0]++;
                sum[1] += rowsOf[at];
            }
        }
        List<Group> groups = new ArrayList<>();
        for (Map.Entry<Long, double[]> one : sizes.entrySet()) {
            double number = one.getValue()[0];
            groups.add(new Group(number, one.getValue()[1] / number));
        }
        return groups;
    }
}
