package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table or of a domain; a NOT NULL only when it is not validated, else see Column. CHECK and
 * exclusion texts are read under a lock that lasts a moment.
 *
 * @param relationOid null for a domain's
 * @param domain the domain that it belongs to
 * @param columns the columns that it is on, in order
 * @param referencedOid table that a foreign key refers to
 * @param referencedColumns in the order of columns
 * @param matchFull MATCH FULL
 * @param deferred INITIALLY DEFERRED
 * @param validated false for NOT VALID
 * @param enforced false for NOT ENFORCED (from 18)
 * @param local defined here, not only inherited
 * @param parentOid the partitioned table's constraint that it belongs to
 * @param indexOid index that backs it; of a foreign key: the index of the referenced key
 * @param definition as pg_get_constraintdef writes it; null when it could not be read
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on the table, so the text was left out
 */
public record Constraint(
        long oid,
        String schema,
        String name,
        @Nullable Long relationOid,
        @Nullable String relation,
        @Nullable String domain,
        Type type,
        List<String> columns,
        @Nullable Long referencedOid,
        @Nullable String referencedSchema,
        @Nullable String referencedRelation,
        List<String> referencedColumns,
        @Nullable Action onUpdate,
        @Nullable Action onDelete,
        boolean matchFull,
        boolean deferrable,
        boolean deferred,
        boolean validated,
        boolean enforced,
        boolean local,
        @Nullable Long parentOid,
        @Nullable Long indexOid,
        @Nullable String definition,
        boolean locked) {
    public Constraint {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    /** What kind of constraint. */
    public enum Type {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        EXCLUSION,
        NOT_NULL
    }

    /** What a foreign key does when the referenced row changes. */
    public enum Action {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
