package dev.pgwright.twin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an index's size needs to know of one of its columns or expressions.
 *
 * @param column its name in the table, null for an expression
 * @param nullFraction share of rows that are NULL
 * @param distinct distinct values without NULL, in the whole table
 * @param commonFrequencies shares of the most common values, descending
 * @param commonIsCut the list of common values was cut at its longest: less common ones go on likewise
 * @param widths sizes as stored in an index, with their header
 * @param alignment of the type, in bytes
 * @param variable a varlena: short ones are stored without alignment (heap_compute_data_size in heaptuple.c)
 * @param equalImage equal values look equal, so that a btree may deduplicate (BTEQUALIMAGE_PROC)
 * @param clustered rows lie in the order of the values, equal ones side by side
 */
record KeyColumn(
        @Nullable String column,
        double nullFraction,
        double distinct,
        List<Double> commonFrequencies,
        boolean commonIsCut,
        Spread widths,
        int alignment,
        boolean variable,
        boolean equalImage,
        boolean clustered) {
    /** Largest value with a header of one byte (VARATT_SHORT_MAX in varatt.h). */
    static final int LONGEST_SHORT = 127;

    KeyColumn {
        commonFrequencies = List.copyOf(commonFrequencies);
    }

    /** The same among rows of which another share is NULL. */
    KeyColumn withNullFraction(double other) {
        return new KeyColumn(
                column,
                other,
                distinct,
                commonFrequencies,
                commonIsCut,
                widths,
                alignment,
                variable,
                equalImage,
                clustered);
    }

    /** The same with other sizes. */
    KeyColumn withWidths(Spread other) {
        return new KeyColumn(
                column,
                nullFraction,
                distinct,
                commonFrequencies,
                commonIsCut,
                other,
                alignment,
                variable,
                equalImage,
                clustered);
    }

    /** What was before, followed by this column. */
    Spread after(Spread offset) {
        Spread result = new Spread();
        offset.chances()
                .forEach((at, chance) -> widths.chances().forEach((size, other) -> {
                    int start = variable && size <= LONGEST_SHORT ? at : Spread.align(at, alignment);
                    result.add(start + size, chance * other);
                }));
        return result;
    }
}
