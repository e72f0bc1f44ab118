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
     * The same after a closer look, for when the first one leaves open how large an index would be; nothing when there
     * is no way to look closer. May take seconds.
     */
    default Optional<Seen> closer(long relationOid, List<String> columns) {
        return Optional.empty();
    }

    /**
     * What is to be seen of the rows that a partial index holds; nothing when they could not be looked at.
     *
     * @param condition as SQL, with nothing in it that may not be run
     * @param about how many rows of the table there may be
     */
    default Optional<PartOfTable> part(long relationOid, String condition, double about) {
        return Optional.empty();
    }

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
     * @param twice combinations that were drawn exactly twice
     * @param fewer how many fewer distinct ones another sample of this size may well have had
     * @param more how many more
     * @param groups how many combinations have how many rows, rare ones first, where all rows were looked at; else
     *     empty
     */
    record Seen(
            double drawn, double all, double distinct, double twice, double fewer, double more, List<Group> groups) {
        public Seen {
            groups = List.copyOf(groups);
        }

        /** The number for the whole table. */
        public static Seen whole(double distinct) {
            return certain(1, 1, distinct);
        }

        /** The number for the whole table, and how rows fall into them. */
        static Seen whole(double distinct, List<Group> groups) {
            return new Seen(1, 1, distinct, 0, 0, 0, groups);
        }

        /** What another sample would have shown, too. */
        static Seen certain(double drawn, double all, double distinct) {
            return new Seen(drawn, all, distinct, 0, 0, 0, List.of());
        }

        boolean isWhole() {
            return drawn >= all;
        }
    }

    /**
     * Combinations that are equally common.
     *
     * @param combinations how many
     * @param rows of each
     */
    record Group(double combinations, double rows) {}
}
