package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trigger of the user's (not one that a constraint made). Conditions are read under a lock that lasts a moment.
 *
 * @param forEachRow false: for each statement
 * @param events of INSERT, UPDATE, DELETE, TRUNCATE
 * @param columns columns of UPDATE OF
 * @param parentOid the partitioned table's trigger that it was cloned from
 * @param conditional has a WHEN condition
 * @param definition as pg_get_triggerdef writes it; null when it could not be read
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on the table, so the text was left out
 */
public record Trigger(
        long oid,
        long relationOid,
        String schema,
        String relation,
        String name,
        long functionOid,
        String functionSchema,
        String function,
        Enabled enabled,
        Timing timing,
        boolean forEachRow,
        List<String> events,
        List<String> columns,
        @Nullable Long parentOid,
        boolean conditional,
        @Nullable String definition,
        boolean locked) {
    public Trigger {
        events = List.copyOf(events);
        columns = List.copyOf(columns);
    }

    /** In which replication role it fires. */
    public enum Enabled {
        ORIGIN,
        DISABLED,
        REPLICA,
        ALWAYS
    }

    /** When it fires. */
    public enum Timing {
        BEFORE,
        AFTER,
        INSTEAD_OF
    }
}
