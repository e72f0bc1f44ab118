package dev.pgwright.pgquery.analysis;

/**
 * A name that could not be resolved.
 *
 * @param kind why
 * @param name as written
 * @param location char offset, -1 when the tree gives none
 */
public record Problem(Kind kind, String name, int location) {
    /** Why a name is not resolved. */
    public enum Kind {
        UNKNOWN_RELATION,
        UNKNOWN_COLUMN,
        UNKNOWN_QUALIFIER,
        AMBIGUOUS_COLUMN,
        /** The definition of a view cannot be read, or views refer to each other in a circle. */
        VIEW_DEFINITION
    }
}
