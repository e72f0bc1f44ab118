package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner knows of an expression of a statistics object; as {@link ColumnStatistics}.
 *
 * @param position of the expression among those of the object, from 1
 * @param inherited whether the rows of partitions and children are included
 * @param mostCommonValues array literal
 * @param histogramBounds array literal
 * @param mostCommonElements array literal
 */
public record ExpressionStatistics(
        String schema,
        String name,
        int position,
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
        List<Double> elementCountHistogram) {
    public ExpressionStatistics {
        mostCommonFrequencies = List.copyOf(mostCommonFrequencies);
        mostCommonElementFrequencies = List.copyOf(mostCommonElementFrequencies);
        elementCountHistogram = List.copyOf(elementCountHistogram);
    }
}
