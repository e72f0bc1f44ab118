package dev.pgwright.pgquery.analysis;

import java.util.Optional;

/**
 * A relation that a statement names, or that a view named by it reads.
 *
 * @param relation with its real schema when the catalog knows it
 * @param known whether the catalog knows it
 * @param access what happens to it
 * @param throughView the view in whose definition it stands; empty for one that the statement itself names
 * @param location char offset, -1 when it is not in the text
 */
public record RelationUse(
        RelationName relation, boolean known, Access access, Optional<RelationName> throughView, int location) {
    /** What happens to a relation. */
    public enum Access {
        READ,
        INSERT,
        UPDATE,
        DELETE,
        MERGE,
        /** A statement that is no query names it: DDL, LOCK, COPY, VACUUM, ... */
        UTILITY
    }
}
