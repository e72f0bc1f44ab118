package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/** What attaching, detaching and making partitions have in common. */
final class PartitionChanges {
    private PartitionChanges() {}

    static Step attach(TableName parent, TableName table, String bound) {
        return Step.transactional(
                        "ALTER TABLE " + parent.sql() + " ATTACH PARTITION " + table.sql() + " " + bound,
                        Lock.ACCESS_EXCLUSIVE)
                .unless(Catalog.partition(table, parent));
    }

    static Step detach(TableName parent, TableName table) {
        return Step.transactional(
                        "ALTER TABLE " + parent.sql() + " DETACH PARTITION " + table.sql(), Lock.ACCESS_EXCLUSIVE)
                .unless("NOT " + Catalog.partition(table, parent));
    }

    /** Drops constraints and indexes that a table has got since, inherited or copied from its parent. */
    static Step strip(TableName table, List<String> constraints, List<String> indexes) {
        String relation = Catalog.relation(table);
        String extraConstraints = "FROM pg_catalog.pg_constraint WHERE conrelid = " + relation
                + " AND contype <> 'n' AND coninhcount = 0 AND conparentid = 0 AND conname <> ALL ("
                + names(constraints) + ")";
        String extraIndexes = "FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid"
                + " WHERE i.indrelid = " + relation + " AND NOT c.relispartition AND c.relname <> ALL ("
                + names(indexes) + ")";
        return Step.transactional(
                "DO $pgwright$ DECLARE extra name; BEGIN FOR extra IN SELECT conname " + extraConstraints
                        + " LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I', " + relation
                        + ", extra); END LOOP; FOR extra IN SELECT c.relname " + extraIndexes
                        + " LOOP EXECUTE format('DROP INDEX %I.%I', " + Catalog.text(table.schema())
                        + "::text, extra); END LOOP; END $pgwright$",
                Lock.ACCESS_EXCLUSIVE);
    }

    /**
     * Gives a new partition the parent's owner and row-level security, and takes privileges from all others: default
     * privileges may open new tables to the world, and rows are reached through the parent.
     */
    static Step close(TableName parent, TableName partition) {
        return Step.transactional(
                "DO $pgwright$ DECLARE p pg_catalog.pg_class; r oid; BEGIN SELECT * INTO p FROM pg_catalog.pg_class WHERE oid = "
                        + Catalog.relation(parent)
                        + "; IF p.relowner <> (SELECT relowner FROM pg_catalog.pg_class WHERE"
                        + " oid = " + Catalog.relation(partition) + ") THEN EXECUTE format('ALTER TABLE "
                        + forFormat(partition) + " OWNER TO %I', pg_catalog.pg_get_userbyid(p.relowner)); END IF; IF"
                        + " p.relrowsecurity THEN ALTER TABLE " + partition.sql()
                        + " ENABLE ROW LEVEL SECURITY; END IF;"
                        + " FOR r IN SELECT DISTINCT a.grantee FROM pg_catalog.pg_class AS c,"
                        + " pg_catalog.aclexplode(c.relacl) AS a WHERE c.oid = " + Catalog.relation(partition)
                        + " AND a.grantee <> c.relowner LOOP EXECUTE format('REVOKE ALL ON " + forFormat(partition)
                        + " FROM %s', CASE WHEN r = 0 THEN 'PUBLIC' ELSE r::regrole::text END); END LOOP; END"
                        + " $pgwright$",
                Lock.NONE);
    }

    private static String forFormat(TableName table) {
        return table.sql().replace("'", "''").replace("%", "%%");
    }

    private static String names(List<String> names) {
        return "ARRAY[" + names.stream().map(Catalog::text).collect(Collectors.joining(", ")) + "]::text[]";
    }

    /** Fails when the table holds rows: what came in since is nobody's to destroy. */
    static Step refuseRows(TableName table) {
        return Step.transactional(
                        "DO $pgwright$ BEGIN LOCK TABLE " + table.sql() + " IN ACCESS EXCLUSIVE MODE; IF EXISTS (SELECT"
                                + " FROM " + table.sql() + ") THEN RAISE EXCEPTION USING ERRCODE ="
                                + " 'object_not_in_prerequisite_state', MESSAGE = "
                                + Identifiers.literal("partition " + table + " holds rows by now") + "; END IF; END"
                                + " $pgwright$",
                        Lock.ACCESS_EXCLUSIVE)
                .unless("NOT " + Catalog.exists(table));
    }
}
