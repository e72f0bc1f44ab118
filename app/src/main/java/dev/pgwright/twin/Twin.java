package dev.pgwright.twin;

import dev.pgwright.plan.PlanJson;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.workload.WorkloadStatement;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * A local server of the target's major that holds its schema and statistics, files as long as the target's and no data.
 * It plans as the target does. Never run a statement on it: what it returns means nothing.
 */
public final class Twin implements AutoCloseable {
    private final LocalPostgres server;
    private final Snapshot snapshot;
    private final List<TwinGap> gaps;

    private Twin(LocalPostgres server, Snapshot snapshot, List<TwinGap> gaps) {
        this.server = server;
        this.snapshot = snapshot;
        this.gaps = List.copyOf(gaps);
    }

    /**
     * Starts a twin; no target is needed. A snapshot that {@link TwinMeasurements} completed makes it more exact.
     *
     * @param progress hears in a few words what is being done
     */
    public static Twin start(CacheFolder cache, Snapshot snapshot, Consumer<String> progress) {
        progress.accept("starting a PostgreSQL for the twin");
        LocalPostgres server = TwinServer.start(cache, snapshot);
        try {
            List<TwinGap> gaps = new ArrayList<>();
            progress.accept("cloning schema and statistics");
            TwinServer.createDatabase(server, snapshot, gaps);
            TwinFiles files = new TwinFiles(snapshot, server.dataFolder());
            try (Connection connection = server.connect(TwinServer.databaseName(snapshot))) {
                new TwinBuilder(snapshot, connection, gaps).build();
                new TwinSettings(snapshot).apply(connection);
                files.patch(connection);
            }
            if (!files.whileStopped().isEmpty()) {
                server.restart(() -> files.whileStopped().forEach(Runnable::run));
            }
            return new Twin(server, snapshot, gaps);
        } catch (SQLException e) {
            server.close();
            throw TwinServer.failed(e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** The snapshot that it was made of. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** What could not be cloned. */
    public List<TwinGap> gaps() {
        return Collections.unmodifiableList(gaps);
    }

    /** URI of its database, without the password. */
    public String uri() {
        return server.uri(TwinServer.databaseName(snapshot));
    }

    /** Its database, as the superuser. */
    public Target target() {
        return server.target(TwinServer.databaseName(snapshot));
    }

    /** Its server. */
    LocalPostgres server() {
        return server;
    }

    /** The data folder of its server. */
    public Path dataFolder() {
        return server.dataFolder();
    }

    /**
     * A connection of its superuser, in autocommit mode, with the planner's settings that the reading role has on the
     * target; {@link PlanningRole} makes it plan as others.
     */
    public Connection connect() throws SQLException {
        return server.connect(TwinServer.databaseName(snapshot));
    }

    /** Sessions that plan with indexes that are not there; to be closed before the twin. */
    public WhatIfIndexes whatIf(int sessions) {
        return WhatIfIndexes.open(server, TwinServer.databaseName(snapshot), sessions);
    }

    /** The same with what a role gets when it logs in: its settings and its rights, until the connection is closed. */
    public Connection connect(String role) throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TwinSql.load("role_settings").replace(":role", Identifiers.literal(role)));
            statement.execute("SET SESSION AUTHORIZATION " + Identifiers.quote(role));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The plan of a statement, as its role with its claims; {@code connection} is one of {@link #connect()}. */
    public PlanNode explain(Connection connection, WorkloadStatement statement) throws SQLException {
        return PlanJson.read(explainJson(connection, statement));
    }

    /** The same as the server's JSON text. */
    public String explainJson(Connection connection, WorkloadStatement statement) throws SQLException {
        return Explain.json(connection, PlanningRole.onTwin(snapshot, statement), statement.sql());
    }

    /** Stops the server and removes its files. */
    @Override
    public void close() {
        server.close();
    }
}
