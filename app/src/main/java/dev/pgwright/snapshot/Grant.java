package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A privilege that somebody other than the owner has on a relation, column, schema, function or the database.
 *
 * @param schema null for the database
 * @param object name; a function's is followed by its argument types
 * @param column for a privilege on one column
 * @param grantee role, or public
 * @param privilege SELECT, INSERT, USAGE, EXECUTE, ...
 */
public record Grant(
        ObjectType objectType,
        long objectOid,
        @Nullable String schema,
        String object,
        @Nullable String column,
        String grantee,
        @Nullable String grantor,
        String privilege,
        boolean grantable) {

    /** What the privilege is on. */
    public enum ObjectType {
        RELATION,
        COLUMN,
        SCHEMA,
        FUNCTION,
        DATABASE
    }
}
