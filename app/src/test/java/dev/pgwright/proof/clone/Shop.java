package dev.pgwright.proof.clone;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.workload.WorkloadFile;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A server with a small shop in it. */
final class Shop implements AutoCloseable {
    static final String DATABASE = "shop";

    private final LocalPostgres server;

    private Shop(LocalPostgres server) {
        this.server = server;
    }

    static Shop open(Path cache, int major) throws SQLException {
        LocalPostgres server = LocalPostgres.start(
                CacheFolder.at(cache),
                LocalPostgres.Options.ofMajor(major).with("autovacuum", "off").with("jit", "off"));
        Shop shop = new Shop(server);
        shop.execute("postgres", "CREATE DATABASE " + DATABASE);
        shop.execute(DATABASE, resource("shop.sql"));
        shop.execute(DATABASE, "VACUUM ANALYZE");
        return shop;
    }

    static String resource(String name) {
        try (InputStream file = Shop.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<WorkloadStatement> workload() {
        return WorkloadFile.parse(resource("workload.sql")).statements();
    }

    LocalPostgres server() {
        return server;
    }

    Target target() {
        return server.target(DATABASE);
    }

    Snapshot snapshot() {
        try (Session session = Session.open(target())) {
            return SnapshotReader.read(session);
        }
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    List<String> values(String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database)) {
            return values(connection, sql);
        }
    }

    static List<String> values(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        }
    }

    /** Rows written in the database since it was made, and how many relations it has. */
    List<String> writes() throws SQLException {
        execute("postgres", "SELECT pg_stat_force_next_flush()");
        return values(
                "postgres",
                "SELECT format('%s %s %s', tup_inserted, tup_updated, tup_deleted) FROM pg_stat_database"
                        + " WHERE datname = '" + DATABASE + "'");
    }

    @Override
    public void close() {
        server.close();
    }
}
