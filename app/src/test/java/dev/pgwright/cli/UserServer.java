package dev.pgwright.cli;

import dev.pgwright.check.SchemaDump;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A user's server with one database, {@code shop}, whose orders are looked up without an index. */
final class UserServer implements AutoCloseable {
    static final String ROLE = "clerk";
    static final String PASSWORD = "S3cret-Wörd/of%the clerk";

    /** The statement that an index makes fast. */
    static final String WORKLOAD = """
            -- statement: orders-of-a-customer
            -- calls: 100
            SELECT count(*) FROM orders WHERE customer = 4711;
            """;

    private final LocalPostgres server;

    private UserServer(LocalPostgres server) {
        this.server = server;
    }

    static UserServer start() {
        return start(LocalPostgres.Options.standard());
    }

    static UserServer start(LocalPostgres.Options options) {
        UserServer user = new UserServer(LocalPostgres.start(CacheFolder.of(System.getenv()), options));
        user.run("postgres", "CREATE DATABASE shop");
        user.run("postgres", "CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + PASSWORD + "'");
        user.run(
                "shop",
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int, note text);"
                        + "INSERT INTO orders SELECT n, n % 20000, repeat('x', 80) FROM generate_series(1, 200000) n");
        user.run("shop", "VACUUM ANALYZE orders");
        user.run("shop", "CREATE EXTENSION pg_stat_statements");
        return user;
    }

    void run(String database, String sql) {
        try (WriteSession session = open(database)) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    WriteSession open(String database) {
        return WriteSession.open(target(database));
    }

    private Target target(String database) {
        return new TargetParser(Map.of(), Path.of("")).parse(uri(database));
    }

    /** The superuser's. */
    String uri(String database) {
        return server.uri(database);
    }

    /** Where its files are. */
    Path folder() {
        return server.folder();
    }

    int port() {
        return server.port();
    }

    /** Everything that an undo must bring back, and what must not be touched. */
    String schema(String database) {
        return SchemaDump.of(target(database));
    }

    long count(String database, String sql) {
        try (Session session = Session.open(target(database))) {
            return session.read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    return row.getLong(1);
                }
            });
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
