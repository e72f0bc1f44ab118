package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statistics object on several columns or on expressions. Its text is read under a lock that lasts a moment.
 *
 * @param kinds of ndistinct, dependencies, mcv, expressions
 * @param columns plain columns in order
 * @param statisticsTarget null for the server's default
 * @param nDistinct number of distinct combinations, as pg_ndistinct text; null when not analyzed or not readable
 * @param dependencies functional dependencies, as pg_dependencies text; null likewise
 * @param definition CREATE STATISTICS ...; null when it could not be read
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on the table, so the text was left out
 */
public record ExtendedStatistics(
        long oid,
        String schema,
        String name,
        long relationOid,
        String relation,
        List<String> kinds,
        List<String> columns,
        @Nullable Integer statisticsTarget,
        @Nullable String nDistinct,
        @Nullable String dependencies,
        @Nullable String definition,
        boolean locked) {
    public ExtendedStatistics {
        kinds = List.copyOf(kinds);
        columns = List.copyOf(columns);
    }
}
