package dev.pgwright.advice.index;

import dev.pgwright.operation.TableName;
import java.util.OptionalDouble;

/**
 * Which share of a table's rows meets the condition of a partial index. The planner guesses a third for one column
 * against another, and multiplies what belongs together; a few pages of the table say better.
 */
@FunctionalInterface
public interface ConditionShares {
    /** Knows nothing: the planner's guess stands. */
    ConditionShares UNKNOWN = (table, condition) -> OptionalDouble.empty();

    /** Between 0 and 1; nothing when it could not be found out. */
    OptionalDouble of(TableName table, String condition);
}
