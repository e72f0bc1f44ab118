package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgwright.snapshot.Extension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table and its indexes anew without their empty space, while it is used; nothing to take back. From 19 on the
 * server does it ({@code REPACK (CONCURRENTLY)}, repack.c); before, the client program of the extension pg_repack.
 *
 * @param client pg_repack's; null for the server's own statement
 */
public record Repack(
        TableName table,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Client client) implements Operation {
    /** The major whose server repacks by itself. */
    public static final int OWN_STATEMENT = 19;

    /** How pg_repack's own sessions are called, so that those which a cut-off run left are found. */
    public static final String SESSIONS = "pgwright pg_repack";

    /**
     * How long pg_repack asks for its short lock, in seconds; each try lasts a second at the most (pg_repack.c,
     * lock_exclusive), and giving up would lose the whole copy.
     */
    private static final int SECONDS_OF_TRIES = 60;

    /** First key of the advisory lock that pg_repack holds on a table (pg_repack.c, REPACK_LOCK_PREFIX_STR). */
    private static final int ADVISORY = 16185446;

    /** Where pg_repack is installed, and the version that program and extension must share. */
    public record Client(String database, String version) {}

    /** The way that is open on this server; empty when there is none: then it takes a maintenance window. */
    public static Optional<Repack> of(Snapshot snapshot, Relation relation) {
        TableName table = new TableName(relation.schema(), relation.name());
        boolean plain = relation.kind() == Relation.Kind.TABLE && relation.extension() == null;
        if (!plain) {
            return Optional.empty();
        }
        if (snapshot.server().versionNum() / 10_000 >= OWN_STATEMENT) {
            return identifies(snapshot, relation) ? Optional.of(new Repack(table, null)) : Optional.empty();
        }
        return snapshot.rows(Facts.EXTENSION).stream()
                .filter(extension -> extension.name().equals("pg_repack") && hasKey(snapshot, relation))
                .map(Extension::version)
                .flatMap(Stream::ofNullable)
                .map(version -> new Repack(table, new Client(snapshot.server().database(), version)))
                .findFirst();
    }

    /** What logical decoding knows rows by: the marked index, else a primary key checked at once (repack.c). */
    private static boolean identifies(Snapshot snapshot, Relation relation) {
        return relation.persistence() == Relation.Persistence.PERMANENT
                && snapshot.indexesOf(relation.oid()).stream().anyMatch(index -> switch (relation.replicaIdentity()) {
                    case DEFAULT -> index.primary() && index.immediate();
                    case INDEX -> index.replicaIdentity();
                    case NOTHING, FULL -> false;
                });
    }

    /** As pg_repack asks: a primary key, or a unique index on NOT NULL columns (pg_repack.sql, primary_keys). */
    private static boolean hasKey(Snapshot snapshot, Relation relation) {
        return snapshot.indexesOf(relation.oid()).stream()
                .anyMatch(index -> index.valid() && index.unique() && !index.partial() && isNotNull(snapshot, index));
    }

    private static boolean isNotNull(Snapshot snapshot, Index index) {
        return index.keys().stream()
                .allMatch(key -> snapshot.columnsOf(index.relationOid()).stream()
                        .anyMatch(column -> column.name().equals(key.column()) && column.notNull()));
    }

    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Write " + table + " anew without its empty space, while it is used";
    }

    @Override
    public List<Step> apply() {
        return List.of(
                client == null
                        ? Step.alone("REPACK (CONCURRENTLY) " + table.sql(), Lock.BRIEF_ACCESS_EXCLUSIVE)
                        : Step.program(command(client), Lock.BRIEF_ACCESS_EXCLUSIVE));
    }

    /** Never ends sessions of others; where the server is, is told by PGHOST, PGPORT, PGUSER and a password file. */
    private List<String> command(Client known) {
        return List.of(
                "pg_repack",
                "--no-password",
                "--no-superuser-check",
                "--no-kill-backend",
                "--wait-timeout=" + SECONDS_OF_TRIES,
                "--no-order",
                "--table=" + table.sql(),
                "--dbname=" + known.database());
    }

    @Override
    public List<Step> undo() {
        return List.of();
    }

    @Override
    public List<Expectation> expects(int major) {
        Expectation there = Expectation.present(table);
        if (client == null) {
            return List.of(
                    there,
                    Expectation.holds(
                            String.valueOf(major >= OWN_STATEMENT),
                            "REPACK (CONCURRENTLY) is there from PostgreSQL " + OWN_STATEMENT + " on"));
        }
        return List.of(
                there,
                new Expectation(
                        "(SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'pg_repack')",
                        client.version(),
                        "the extension pg_repack " + client.version() + " is not in this database"),
                Expectation.holds(
                        "EXISTS (SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = " + Catalog.relation(table)
                                + " AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND NOT EXISTS (SELECT"
                                + " FROM unnest(i.indkey[0:i.indnkeyatts - 1]) AS k LEFT JOIN pg_catalog.pg_attribute"
                                + " AS a ON a.attrelid = i.indrelid AND a.attnum = k AND a.attnotnull WHERE"
                                + " a.attnum IS NULL))",
                        table + " has no primary key and no unique index on NOT NULL columns, by which pg_repack"
                                + " follows what changes meanwhile"),
                Expectation.holds("NOT " + atWork(), "another pg_repack is at work on " + table));
    }

    /** The second key is the table's number, since 1.4.3 shifted into what a signed integer holds. */
    private String atWork() {
        String oid = Catalog.relation(table) + "::oid::bigint";
        return "EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'advisory' AND l.granted"
                + " AND l.classid = " + ADVISORY + " AND l.objid::bigint IN (" + oid + ", (" + oid
                + " + 2147483648) % 4294967296)"
                + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))";
    }

    /**
     * Sessions of a program that was cut off, then its trigger on the table, its log and its copy, which carry the
     * table's number in their names (pg_repack.sql, create_table_1). What a pg_repack of somebody else is at work on
     * is left alone.
     */
    @Override
    public List<Step> repair() {
        if (client == null) {
            return List.of(); // the server clears its own
        }
        String ours = "FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND application_name = "
                + Catalog.text(SESSIONS);
        String oid = Catalog.relation(table) + "::oid";
        String remains = "EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = " + oid
                + " AND tgname = 'repack_trigger') OR EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN"
                + " pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'repack' AND c.relname IN"
                + " ('log_' || " + oid + ", 'table_' || " + oid + ", 'pk_' || " + oid + "))";
        String clear = "DO $pgwright$ DECLARE t oid := " + oid + "; BEGIN"
                + " EXECUTE format('DROP TRIGGER IF EXISTS repack_trigger ON %s', t::regclass);"
                + " EXECUTE format('DROP TABLE IF EXISTS repack.%I', 'log_' || t);"
                + " EXECUTE format('DROP TYPE IF EXISTS repack.%I', 'pk_' || t);"
                + " EXECUTE format('DROP TABLE IF EXISTS repack.%I', 'table_' || t); END $pgwright$";
        return List.of(
                Step.alone("SELECT pg_catalog.pg_terminate_backend(pid, 5000) " + ours, Lock.NONE)
                        .unless("NOT EXISTS (SELECT " + ours + ")"),
                Step.transactional(clear, Lock.ACCESS_EXCLUSIVE).unless("NOT (" + remains + ") OR " + atWork()));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.copyWithIndexes(snapshot, table);
    }
}
