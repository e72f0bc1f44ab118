package dev.pgwright.twin;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.ServerVersion;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.SequenceValue;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Trigger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The schema of a target on a local server, for rows to be put into: first what rows need, then what is faster made
 * over them. Unlike on a twin, rows and files are real. A materialized view becomes a table with its rows, a foreign
 * table an empty one.
 */
public final class SchemaCopy {
    private static final String SESSION = "SET check_function_bodies = off; SET session_replication_role = replica;"
            + " SET client_min_messages = error; SET search_path = pg_catalog; SET maintenance_work_mem = '256MB';"
            + " SET row_security = off; SET synchronous_commit = off; SET allow_system_table_mods = on";

    private final Snapshot snapshot;
    private final Connection connection;
    private final List<TwinGap> gaps = new ArrayList<>();
    private final DdlRunner runner;
    private final SchemaObjects objects;

    /** A copy through a connection of {@link #startServer}'s superuser to {@link #createDatabase}'s database. */
    public SchemaCopy(Snapshot snapshot, Connection connection) {
        this.snapshot = snapshot;
        this.connection = connection;
        this.runner = new DdlRunner(connection, gaps);
        this.objects = new SchemaObjects(snapshot, connection, runner, gaps);
    }

    /** A server of the target's major for the time of a run. */
    public static LocalPostgres startServer(CacheFolder cache, Snapshot snapshot, Map<String, String> settings) {
        int major = new ServerVersion(snapshot.server().versionNum()).major();
        LocalPostgres.Options options =
                new LocalPostgres.Options(major, List.of("--locale=" + TwinServer.LOCALE), settings, TwinServer.USER);
        return LocalPostgres.start(cache, options);
    }

    /** Makes the database, with the target's name and, where this machine has it, its locale; the name. */
    public static String createDatabase(LocalPostgres server, Snapshot snapshot, List<TwinGap> gaps)
            throws SQLException {
        TwinServer.createDatabase(server, snapshot, gaps);
        return TwinServer.databaseName(snapshot);
    }

    /** Tables that hold rows of their own, which an ordinary role can read. */
    public List<Relation> filled() {
        return snapshot.rows(Facts.RELATION).stream()
                .filter(TableDdl::isTable)
                .filter(table -> table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .filter(Relation::populated)
                .toList();
    }

    /** Columns of a table into which rows are put. */
    public List<Column> columns(Relation table) {
        return snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.generated() == Column.Generated.NONE)
                .toList();
    }

    /** Roles, types, functions and empty tables. */
    public void makeTables() throws SQLException {
        runner.execute(SESSION);
        objects.tables();
    }

    /** Indexes, constraints, views, policies, triggers, rights and settings. */
    public void makeRest() throws SQLException {
        List<Ddl> indexes = new ConstraintDdl(snapshot)
                .indexes().stream()
                        .map(index -> new Ddl(index.object(), index.sql(), Ddl.PLANS_DIFFER))
                        .toList();
        objects.rest(indexes, otherTriggers());
        runner.execute(TwinSql.load("validate"));
        setSequences();
        new TwinSettings(snapshot).apply(connection);
    }

    /** Unlike on a twin, statements are run here, and what triggers do is part of their time. */
    private List<Ddl> otherTriggers() {
        List<Ddl> all = new ArrayList<>();
        for (Trigger trigger : snapshot.rows(Facts.TRIGGER)) {
            String definition = trigger.definition();
            if (trigger.timing() != Trigger.Timing.INSTEAD_OF
                    && trigger.parentOid() == null
                    && definition != null
                    && trigger.enabled() != Trigger.Enabled.DISABLED) {
                all.add(new Ddl(
                        "trigger " + trigger.name() + " of " + trigger.schema() + "." + trigger.relation(),
                        definition,
                        "what it does is missing from the times of writes"));
            }
        }
        return all;
    }

    /** New rows of the workload must not meet old ones. */
    private void setSequences() {
        List<Ddl> all = new ArrayList<>();
        for (SequenceValue value : snapshot.rows(Facts.SEQUENCE_VALUE)) {
            if (value.lastValue() != null) {
                String name = Identifiers.literal(Identifiers.qualified(value.schema(), value.name()));
                all.add(new Ddl(
                        "value of sequence " + value.schema() + "." + value.name(),
                        "SELECT setval(" + name + "::regclass, " + value.lastValue() + ")",
                        "statements that insert may meet old rows"));
            }
        }
        runner.run(all);
    }

    /** What could not be copied as it is. */
    public List<TwinGap> gaps() {
        return List.copyOf(gaps);
    }
}
