package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ANALYZE found for a statistics object. Only of tables that the role owns or may read as their owner.
 *
 * @param inherited whether the rows of partitions and children are included
 * @param nDistinct number of distinct combinations, hexadecimal as the server stores it (statistics.h)
 * @param dependencies functional dependencies, likewise
 * @param mostCommonValues array literal with one row of values for each combination
 * @param mostCommonFrequencies share of rows with the combination
 * @param mostCommonBaseFrequencies the share if the columns were independent
 */
public record ExtendedStatisticsData(
        String schema,
        String name,
        boolean inherited,
        @Nullable String nDistinct,
        @Nullable String dependencies,
        @Nullable String mostCommonValues,
        List<Double> mostCommonFrequencies,
        List<Double> mostCommonBaseFrequencies) {
    public ExtendedStatisticsData {
        mostCommonFrequencies = List.copyOf(mostCommonFrequencies);
        mostCommonBaseFrequencies = List.copyOf(mostCommonBaseFrequencies);
    }
}
