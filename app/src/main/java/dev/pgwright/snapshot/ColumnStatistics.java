package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner knows of a column's values, or of an index expression's (then the relation is the index). Only
 * columns that the role may read.
 *
 * @param inherited whether the rows of partitions and children are included
 * @param nDistinct above 0: number of distinct values; below 0: minus the share of distinct values
 * @param mostCommonValues array literal
 * @param histogramBounds array literal
 * @param correlation between physical and logical order, -1 to 1
 * @param mostCommonElements array literal, for arrays and tsvector
 * @param rangeLengthHistogram array literal (from 17)
 * @param rangeEmptyFraction (from 17)
 * @param rangeBoundsHistogram array literal (from 17)
 */
public record ColumnStatistics(
        String schema,
        String relation,
        String column,
        boolean inherited,
        double nullFraction,
        int averageWidthBytes,
        double nDistinct,
        @Nullable String mostCommonValues,
        List<Double> mostCommonFrequencies,
        @Nullable String histogramBounds,
        @Nullable Double correlation,
        @Nullable String mostCommonElements,
        List<Double> mostCommonElementFrequencies,
        List<Double> elementCountHistogram,
        @Nullable String rangeLengthHistogram,
        @Nullable Double rangeEmptyFraction,
        @Nullable String rangeBoundsHistogram) {
    public ColumnStatistics {
        mostCommonFrequencies = List.copyOf(mostCommonFrequencies);
        mostCommonElementFrequencies = List.copyOf(mostCommonElementFrequencies);
        elementCountHistogram = List.copyOf(elementCountHistogram);
    }

    /** The same with these statistics of ranges. */
    public ColumnStatistics withRanges(@Nullable String lengths, @Nullable Double empty, @Nullable String bounds) {
        return new ColumnStatistics(
                schema,
                relation,
                column,
                inherited,
                nullFraction,
                averageWidthBytes,
                nDistinct,
                mostCommonValues,
                mostCommonFrequencies,
                histogramBounds,
                correlation,
                mostCommonElements,
                mostCommonElementFrequencies,
                elementCountHistogram,
                lengths,
                empty,
                bounds);
    }
}
