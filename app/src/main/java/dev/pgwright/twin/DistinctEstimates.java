package dev.pgwright.twin;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A better source for the number of distinct combinations of columns than the statistics alone: a planner's row count
 * for {@code GROUP BY}, or a sample of rows.
 */
@FunctionalInterface
public interface DistinctEstimates {
    /** Knows nothing: all comes from the statistics. */
    DistinctEstimates NONE = (relation, columns) -> OptionalDouble.empty();

    /**
     * Distinct combinations of these columns in the whole table, NULL counted as a value; nothing when not known.
     *
     * @param columns in index order
     */
    OptionalDouble of(long relationOid, List<String> columns);
}
