package dev.pgwright.advice.index;

/**
 * How a statement uses an expression of one relation.
 *
 * @param alias the relation's name inside the statement
 * @param key the expression as an index key: a quoted column, or an expression in parentheses, without the alias
 */
record Usage(String alias, String key, Kind kind) {
    enum Kind {
        /** {@code key = value}, {@code key = ANY (...)} */
        EQUALITY,
        /** {@code key = column of another relation} */
        JOIN,
        /** {@code key < value} and the like */
        RANGE,
        /** {@code key @> value}, {@code key @@ query}: what a GIN index answers */
        CONTAINMENT
    }
}
