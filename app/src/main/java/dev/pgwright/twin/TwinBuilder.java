package dev.pgwright.twin;

import dev.pgwright.postgres.ServerVersion;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fills the twin's database: objects, end points, indexes over these, statistics. Indexes come after the rows, since
 * the build of a btree passes by the shared buffers, so that its pages can be written to in the file.
 */
final class TwinBuilder {
    private static final String SESSION = "SET check_function_bodies = off; SET session_replication_role = replica;"
            + " SET client_min_messages = error; SET search_path = pg_catalog; SET statement_timeout = '60s';"
            + " SET allow_system_table_mods = on; SET maintenance_work_mem = '16MB'; SET row_security = off;"
            + " SET synchronous_commit = off; SET max_parallel_maintenance_workers = 0";

    private final Snapshot snapshot;
    private final Connection connection;
    private final List<TwinGap> gaps;
    private final DdlRunner runner;

    TwinBuilder(Snapshot snapshot, Connection connection, List<TwinGap> gaps) {
        this.snapshot = snapshot;
        this.connection = connection;
        this.gaps = gaps;
        this.runner = new DdlRunner(connection, gaps);
    }

    void build() throws SQLException {
        objects(true);
        int major = new ServerVersion(snapshot.server().versionNum()).major();
        new TwinStatistics(snapshot, connection, major, gaps).inject();
        runner.execute(TwinSql.load("validate"));
    }

    /** The same objects with no row and no statistics. */
    void buildSchema() throws SQLException {
        objects(false);
        runner.execute(TwinSql.load("validate"));
    }

    private void objects(boolean endPoints) throws SQLException {
        RoleDdl roles = new RoleDdl(snapshot);
        TypeDdl types = new TypeDdl(snapshot);
        ConstraintDdl constraints = new ConstraintDdl(snapshot);
        ViewDdl views = new ViewDdl(snapshot);
        runner.execute(SESSION);
        runner.run(DdlRunner.concat(roles.roles(), types.schemas(), types.extensions()));
        StandIns standIns = new StandIns(snapshot, extensions());
        standIn(standIns);
        List<Ddl> functions = new FunctionDdl(snapshot).functions();
        TableDdl tables = new TableDdl(snapshot, standIns);
        List<Ddl> unmade =
                tables(tables, DdlRunner.concat(types.types(), types.definitions(), tables.sequences(), functions));
        if (endPoints) {
            insertEndPoints(standIns);
        }
        runner.run(constraints.indexes());
        runner.run(DdlRunner.concat(
                constraints.attachments(),
                unmade,
                views.views(),
                constraints.foreignKeys(),
                views.statisticsObjects()));
        runner.run(DdlRunner.concat(views.policies(), views.triggers()));
        runner.run(DdlRunner.concat(roles.memberships(), views.owners(), roles.grants()));
        gaps.addAll(tables.gaps());
        gaps.addAll(UnknownFacts.gaps(snapshot));
    }

    /** Makes the tables and what they need; the rest of what they may need, for later. */
    private List<Ddl> tables(TableDdl tables, List<Ddl> needed) {
        List<Ddl> left = List.copyOf(runner.attempt(needed).keySet());
        List<Ddl> create = tables.create();
        Set<Ddl> unmade = runner.attempt(DdlRunner.concat(create, left)).keySet();
        runner.run(create.stream().filter(unmade::contains).toList());
        runner.run(DdlRunner.concat(tables.joins(), tables.uncheckedChecks()));
        return left.stream().filter(unmade::contains).toList();
    }

    private Set<String> extensions() throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT extname FROM pg_extension")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void standIn(StandIns standIns) {
        Set<Ddl> failed = runner.attempt(standIns.definitions()).keySet();
        runner.attempt(failed.stream().map(StandIns::simpler).toList());
        gaps.addAll(standIns.gaps());
    }

    private void insertEndPoints(StandIns standIns) throws SQLException {
        runner.execute(TwinSql.load("disarm"));
        try {
            runner.run(new EndPointRows(snapshot, standIns).inserts());
        } finally {
            runner.execute(TwinSql.load("rearm"));
        }
    }
}
