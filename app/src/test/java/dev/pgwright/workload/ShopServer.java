package dev.pgwright.workload;

import dev.pgwright.postgres.Secret;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A server with a small shop: skewed values, row-level security for some, and statements in its past. */
final class ShopServer implements AutoCloseable {
    private static final List<String> SCHEMA = List.of(
            "CREATE EXTENSION pg_stat_statements",
            "CREATE ROLE shopper LOGIN PASSWORD 'shopper'",
            "CREATE ROLE seller LOGIN PASSWORD 'seller'",
            "CREATE TYPE mood AS ENUM ('calm', 'cross')",
            "CREATE TABLE customers (id int PRIMARY KEY, email varchar(80) NOT NULL, mood mood, tags text[])",
            "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL,"
                    + " created_at timestamptz NOT NULL, total numeric(10, 2), words tsvector)",
            "CREATE TABLE notes (id int PRIMARY KEY, owner text NOT NULL, body text)",
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY own ON notes USING (owner = current_user)",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON customers, orders, notes TO shopper, seller",
            "INSERT INTO customers SELECT n, 'Customer' || n || '@example.org', 'calm', ARRAY['a' || n % 3, 'all']"
                    + " FROM generate_series(1, 2000) AS n",
            "INSERT INTO orders SELECT n, CASE WHEN n % 2 = 0 THEN 7 ELSE n % 2000 END,"
                    + " CASE WHEN n % 100 = 0 THEN 'new' WHEN n % 1000 = 1 THEN 'lost' ELSE 'done' END,"
                    + " timestamptz '2025-01-01 00:00+00' + n * interval '10 minutes', n % 500, to_tsvector('simple',"
                    + " 'green tea ' || n % 50) FROM generate_series(1, 20000) AS n",
            "INSERT INTO notes SELECT n, CASE WHEN n % 2 = 0 THEN 'shopper' ELSE 'seller' END, 'x' FROM"
                    + " generate_series(1, 100) AS n",
            "CREATE FUNCTION sold(since timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN"
                    + " RETURN (SELECT count(*) FROM orders WHERE created_at > since); END $$",
            "ANALYZE");

    private final LocalPostgres server;

    ShopServer(LocalPostgres.Options options) {
        server = LocalPostgres.start(CacheFolder.of(System.getenv()), options);
        run("postgres", SCHEMA);
    }

    static ShopServer ofMajor(int major) {
        return new ShopServer(LocalPostgres.Options.ofMajor(major)
                .with("pg_stat_statements.track", "all")
                .with("pg_stat_statements.max", "1000"));
    }

    LocalPostgres local() {
        return server;
    }

    Target target() {
        return new TargetParser(Map.of(), Path.of("")).parse(server.uri("postgres"));
    }

    Connection connect(String role) throws SQLException {
        return connect(role, "extended");
    }

    private Connection connect(String role, String protocol) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("preferQueryMode", protocol);
        Target target = target();
        properties.setProperty("user", role);
        Secret password = role.equals("postgres") ? target.password() : null;
        properties.setProperty("password", password == null ? role : password.reveal());
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", properties);
    }

    /** Sends texts as they are, by the simple protocol. */
    void run(String role, List<String> statements) {
        try (Connection connection = connect(role, "simple");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends one statement with parameters by the extended protocol. */
    void run(String role, String sql, Object... values) {
        try (Connection connection = connect(role);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void forget() {
        run("postgres", List.of("SELECT pg_stat_statements_reset()"));
    }

    Snapshot snapshot() {
        try (Session session = Session.open(target())) {
            return SnapshotReader.read(session);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
