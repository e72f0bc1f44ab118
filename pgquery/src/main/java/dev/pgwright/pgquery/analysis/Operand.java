package dev.pgwright.pgquery.analysis;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One side of a condition.
 *
 * @param kind what it is
 * @param columns columns in it, those of sub-queries left out
 * @param node its tree
 */
public record Operand(Kind kind, List<ColumnUse> columns, JsonNode node) {
    /** What a side is. */
    public enum Kind {
        /** A bare column. */
        COLUMN,
        /** Anything else that has a column in it. */
        EXPRESSION,
        /** A literal, a list or array of literals, or an expression of them without a function call. */
        CONSTANT,
        /** Has a parameter and no column. */
        PARAMETER,
        /** Has a sub-query and no column beside it. */
        SUBQUERY,
        /** Calls a function without a column, for example {@code now()}. */
        FUNCTION,
        /** A null test or a truth test has no right side. */
        NONE
    }
}
