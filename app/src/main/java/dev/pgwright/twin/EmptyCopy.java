package dev.pgwright.twin;

import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A local server of the target's major with the target's schema and not one row: tables with their keys, checks and
 * policies, types, functions, views and roles. Unlike on a {@link Twin}, what a statement returns here means something.
 */
public final class EmptyCopy implements AutoCloseable {
    private final LocalPostgres server;
    private final Snapshot snapshot;
    private final List<TwinGap> gaps;

    private EmptyCopy(LocalPostgres server, Snapshot snapshot, List<TwinGap> gaps) {
        this.server = server;
        this.snapshot = snapshot;
        this.gaps = List.copyOf(gaps);
    }

    /** Starts one; no target is needed. */
    public static EmptyCopy start(CacheFolder cache, Snapshot snapshot) {
        LocalPostgres server = TwinServer.start(cache, snapshot);
        try {
            List<TwinGap> gaps = new ArrayList<>();
            TwinServer.createDatabase(server, snapshot, gaps);
            try (Connection connection = server.connect(TwinServer.databaseName(snapshot))) {
                new TwinBuilder(snapshot, connection, gaps).buildSchema();
                new TwinSettings(snapshot).apply(connection);
            }
            return new EmptyCopy(server, snapshot, gaps);
        } catch (SQLException e) {
            server.close();
            throw TwinServer.failed(e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Whether the copy has the relation as a table that takes rows; a materialized view is one, too. */
    public static boolean isTable(Relation relation) {
        return TableDdl.isTable(relation);
    }

    /** The snapshot that it was made of. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** What could not be copied. */
    public List<TwinGap> gaps() {
        return Collections.unmodifiableList(gaps);
    }

    /** Its database, as the superuser. */
    public Target target() {
        return server.target(TwinServer.databaseName(snapshot));
    }

    /** A connection of its superuser, in autocommit mode, with the target's search path. */
    public Connection connect() throws SQLException {
        return server.connect(TwinServer.databaseName(snapshot));
    }

    /** Stops the server and removes its files. */
    @Override
    public void close() {
        server.close();
    }
}
