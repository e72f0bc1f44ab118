package dev.pgwright.twin;

import dev.pgwright.snapshot.ColumnStatistics;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sizes of a variable type's values in an index, from the values that the statistics hold and the average width. */
final class StoredWidths {
    /** Values of one width are rare in a variable type; without values at hand they lie this far around the average. */
    private static final int BLUR = 4;

    private StoredWidths() {}

    /** The spread of sizes; without statistics a guess from the type. */
    static Spread of(String type, @Nullable ColumnStatistics statistics) {
        if (statistics == null) {
            return Spread.of(StoredTypes.defaultWidth(type));
        }
        Spread seen = fromValues(type, statistics, value -> value);
        // stawidth is cut to whole bytes (analyze.c)
        double least = statistics.averageWidthBytes();
        if (StoredTypes.bare(type).equals("name")) {
            return seen.isEmpty() ? Spread.of(StoredTypes.defaultWidth(type)) : seen;
        }
        if (seen.isEmpty()) {
            return blurred(least);
        }
        double mean = seen.mean();
        if (mean >= least && mean < least + 1) {
            return seen;
        }
        return seen.moved(mean < least ? least - mean : least + 1 - mean, 1);
    }

    /**
     * The spread of sizes as text of a column of character(n): the cast strips the blanks that fill it up (rtrim1 in
     * oracle_compat.c); empty when no value is known.
     */
    static Spread withoutPadding(@Nullable ColumnStatistics statistics) {
        return statistics == null ? new Spread() : fromValues("text", statistics, String::stripTrailing);
    }

    private static Spread blurred(double average) {
        Spread result = new Spread();
        for (int size = (int) average - BLUR + 1; size <= average + BLUR; size++) {
            result.add(Math.max(1, size), 1.0 / (2 * BLUR));
        }
        return result;
    }

    private static Spread fromValues(String type, ColumnStatistics statistics, UnaryOperator<String> form) {
        Spread seen = new Spread();
        List<String> common = ArrayLiteral.elements(statistics.mostCommonValues());
        List<Double> shares = statistics.mostCommonFrequencies();
        double rest = 1 - statistics.nullFraction();
        for (int i = 0; i < Math.min(common.size(), shares.size()); i++) {
            Integer width = StoredTypes.width(type, form.apply(common.get(i)));
            if (width != null) {
                seen.add(width, shares.get(i));
            }
            rest -= shares.get(i);
        }
        List<String> bounds = ArrayLiteral.elements(statistics.histogramBounds());
        for (String bound : bounds) {
            Integer width = StoredTypes.width(type, form.apply(bound));
            if (width != null) {
                seen.add(width, Math.max(rest, 1e-6) / bounds.size());
            }
        }
        return seen.isEmpty() ? seen : seen.normalized();
    }
}
