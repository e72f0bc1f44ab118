package dev.pgwright.twin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A better source for the number of distinct combinations of columns than the statistics of each: a sample of rows, or
 * somebody who knows. A planner's row count for {@code GROUP BY} is none: it multiplies the columns' numbers and then
 * cuts off at a tenth of the rows (estimate_num_groups in selfuncs.c), unless it has extended statistics, which are
 * looked at in any case.
 */
@FunctionalInterface
public interface DistinctEstimates {
    /** Knows nothing: all comes from the statistics. */
    DistinctEstimates NONE = (relation, columns) -> Optional.empty();

    /**
     * What was seen of the combinations of these columns in rows where none of them is NULL; nothing when not known.
     *
     * @param columns in index order
     */
    Optional<Seen> of(long relationOid, List<String> columns);

    /**
     * The entries that a GIN index on a column takes from some of the table's rows; nothing when not known.
     *
     * @param type of the column without modifiers
     * @param operators name of the operator class, null for the type's default
     */
    default Optional<SeenEntries> entries(long relationOid, String column, String type, @Nullable String operators) {
        return Optional.empty();
    }

    /**
     * Distinct combinations among some of a table's rows.
     *
     * @param drawn how many rows, equal rows that lie together counted as one
     * @param all how many the table has, counted likewise
     * @param distinct combinations among those drawn
     */
    record Seen(double drawn, double all, double distinct) {
        /** The number for the whole table. */
        public static Seen whole(double distinct) {
            return new Seen(1, 1, distinct);
        }

        boolean isWhole() {
            return drawn >= all;
        }
    }
}
