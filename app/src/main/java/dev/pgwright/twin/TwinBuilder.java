package dev.pgwright.twin;

import dev.pgwright.postgres.ServerVersion;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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
        runner.execute(SESSION);
        SchemaObjects objects = new SchemaObjects(snapshot, connection, runner, gaps);
        StandIns standIns = objects.tables();
        if (endPoints) {
            insertEndPoints(standIns);
        }
        objects.rest(new ConstraintDdl(snapshot).indexes(), List.of());
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
