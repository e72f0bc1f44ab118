package dev.pgwright.pgquery.analysis;

/**
 * A sub-query in an expression.
 *
 * @param kind how it is used
 * @param query the sub-query
 * @param correlated whether it refers to a query around it
 * @param clause where it stands
 * @param location char offset, -1 when the tree gives none
 */
public record SubLink(Kind kind, QueryBlock query, boolean correlated, Clause clause, int location) {
    /** How a sub-query is used. */
    public enum Kind {
        EXISTS,
        /** IN and {@code = ANY}. */
        ANY,
        ALL,
        /** As a value or as a row of values. */
        SCALAR,
        ARRAY
    }
}
