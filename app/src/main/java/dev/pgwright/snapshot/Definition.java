package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * An object of which nothing is examined, but without which others cannot be made: its CREATE text is enough.
 *
 * @param name with argument types for an aggregate or operator
 * @param sql text that makes it, with qualified names; for a text search configuration several statements
 * @param extension the extension that owns it
 */
public record Definition(
        Kind kind,
        String schema,
        String name,
        String sql,
        @Nullable String extension) {
    /** What kind of object. */
    public enum Kind {
        COLLATION,
        AGGREGATE,
        OPERATOR,
        OPERATOR_CLASS,
        CAST,
        TEXT_SEARCH_DICTIONARY,
        TEXT_SEARCH_CONFIGURATION
    }
}
