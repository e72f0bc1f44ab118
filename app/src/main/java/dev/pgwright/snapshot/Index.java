package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of a table or materialized view. Expressions and conditions are read under a lock that lasts a moment.
 *
 * @param schema of the index and of its table
 * @param accessMethod btree, hash, gin, gist, spgist, brin, ...
 * @param keys key columns and expressions in order
 * @param included INCLUDE columns
 * @param predicate condition of a partial index; null as well when it could not be read
 * @param immediate false when uniqueness is checked at commit
 * @param valid false: not used for queries, left over from a failed build or being built
 * @param ready takes inserts
 * @param live false while it is being dropped
 * @param clustered CLUSTER last used it
 * @param partitioned the index of a partitioned table, without storage of its own
 * @param parentOid the partitioned table's index that it belongs to
 * @param constraintName the primary key, unique or exclusion constraint that it backs
 * @param options storage parameters as name=value
 * @param tablespace null for the database's own
 * @param pages pages at the last vacuum, analyze or build
 * @param tuples entries then
 * @param definition CREATE INDEX ..., as pg_get_indexdef writes it; null when it could not be read
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on the table, so texts were left out
 */
public record Index(
        long oid,
        String schema,
        String name,
        long relationOid,
        String relation,
        String accessMethod,
        List<Key> keys,
        List<String> included,
        @Nullable String predicate,
        boolean partial,
        boolean unique,
        boolean nullsNotDistinct,
        boolean primary,
        boolean exclusion,
        boolean immediate,
        boolean valid,
        boolean ready,
        boolean live,
        boolean clustered,
        boolean replicaIdentity,
        boolean partitioned,
        @Nullable Long parentOid,
        @Nullable String constraintName,
        List<String> options,
        @Nullable String tablespace,
        long pages,
        double tuples,
        @Nullable String definition,
        boolean locked,
        @Nullable String comment) {
    public Index {
        keys = List.copyOf(keys);
        included = List.copyOf(included);
        options = List.copyOf(options);
    }

    /**
     * A key of an index: a column or an expression.
     *
     * @param column null for an expression
     * @param expression null for a column, and when it could not be read
     * @param defaultOperatorClass it is the default for its type
     * @param parameters of the operator class, as name=value
     * @param collation qualified name when it is not the column's own
     * @param statisticsTarget of an expression; null for the server's default
     */
    public record Key(
            @Nullable String column,
            @Nullable String expression,
            String operatorClass,
            boolean defaultOperatorClass,
            List<String> parameters,
            @Nullable String collation,
            boolean descending,
            boolean nullsFirst,
            @Nullable Integer statisticsTarget) {
        public Key {
            parameters = List.copyOf(parameters);
        }
    }
}
