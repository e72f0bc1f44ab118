package dev.pgwright.advice.index.candidate;

import org.jspecify.annotations.Nullable;

/**
 * A condition that a statement puts on one of its tables, as far as an index could use it.
 *
 * @param kind what it asks
 * @param key what it compares: a column or an expression as an index key, as SQL text
 * @param column the column, when the key is a bare one
 * @param operator such as {@code =} or {@code @>}; empty for tests without one
 * @param sql the whole condition without qualifiers, as the condition of a partial index; null when it has values of
 *     other tables, parameters or functions in it
 */
record Condition(
        Kind kind,
        String key,
        @Nullable String column,
        String operator,
        @Nullable String sql) {
    /** What a condition asks of its key. */
    enum Kind {
        /** Equal to something that is the same for the whole statement. */
        EQUAL,
        /** Equal to a column of another table. */
        JOIN,
        /** Less, greater, between. */
        RANGE,
        /** Begins with a fixed text. */
        PREFIX,
        /** Matches a pattern somewhere. */
        PATTERN,
        /** Contains, overlaps, has a key: arrays, JSON, ranges, geometry. */
        CONTAINS,
        /** Matches a text search query. */
        FULL_TEXT,
        /** IS NULL, IS NOT NULL, a Boolean: worth a partial index rather than a key. */
        STATE,
        /** In an arm of an OR. */
        ALTERNATIVE,
        /** Compares columns of the same row. */
        ROW
    }
}
