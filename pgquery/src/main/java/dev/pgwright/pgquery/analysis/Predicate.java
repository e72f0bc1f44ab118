package dev.pgwright.pgquery.analysis;

import tools.jackson.databind.JsonNode;

/**
 * A condition without AND, OR or NOT at its top.
 *
 * <p>When only the right side has a column of the query the sides are swapped and the operator is replaced by its
 * commutator, so an index condition always has its column on the left.
 *
 * @param kind what it asks
 * @param operator for example {@code =} or {@code ~~}; empty for tests without one
 * @param clause where it stands
 * @param negated under an odd number of NOTs, or itself a NOT IN, NOT LIKE, IS NOT NULL, ...
 * @param disjunction 0 when it must hold on its own, else the number of the outermost OR in which it is an arm
 * @param outerJoin whether it stands in the ON of an outer join, so that it removes no rows
 * @param node its tree
 * @param location char offset, -1 when the tree gives none
 */
public record Predicate(
        Kind kind,
        Operand left,
        String operator,
        Operand right,
        Clause clause,
        boolean negated,
        int disjunction,
        boolean outerJoin,
        JsonNode node,
        int location) {
    /** What a condition asks. */
    public enum Kind {
        EQUALITY,
        INEQUALITY,
        /** An order comparison, BETWEEN, or a row comparison. */
        RANGE,
        /** IN with a list or sub-query, or {@code = ANY}. */
        IN,
        /** LIKE with a pattern that starts with fixed text, or a starts-with operator or function. */
        LIKE_PREFIX,
        /** Any other LIKE, ILIKE, SIMILAR TO or regular expression. */
        PATTERN,
        /** Containment, key existence and overlap of arrays, JSON, ranges and geometry. */
        CONTAINMENT,
        NULL_TEST,
        FULL_TEXT,
        /** A distance compared, or a distance function. */
        DISTANCE,
        /** IS DISTINCT FROM and its negation. */
        DISTINCTNESS,
        /** A Boolean column, or IS TRUE and its kin. */
        BOOLEAN,
        EXISTS,
        OTHER
    }
}
