package dev.pgwright.sql;

/**
 * A function call in a policy that the server evaluates for every row it looks at.
 *
 * @param sql the call as SQL text
 * @param kind whether that could be otherwise
 */
public record PolicyCall(String sql, Kind kind) {
    /** Whether a call could be made once for a statement instead. */
    public enum Kind {
        /** It depends on nothing of the row: in a sub-select of its own it is made once. */
        ONCE,
        /** It depends on nothing of the row, but it is labelled VOLATILE, or its type is not known. */
        UNCERTAIN,
        /** It takes a column of the row: a sub-select around it changes nothing. */
        TAKES_COLUMN
    }
}
