package dev.pgwright.snapshot;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** One real server for each major in a test run; each test class takes a database of its own there. */
final class TestServers {
    /** A role that may log in and nothing else. */
    static final String PLAIN = "plain_reader";

    /** The database of {@link #createShapes}. */
    static final String SHAPES = "facts";

    private static final Set<Integer> SHAPED = new HashSet<>();
    private static final String PASSWORD = "plain-reader";
    private static final Map<Integer, LocalPostgres> SERVERS = new ConcurrentHashMap<>();

    private TestServers() {}

    private static LocalPostgres server(int major) {
        return SERVERS.computeIfAbsent(major, TestServers::start);
    }

    private static LocalPostgres start(int major) {
        LocalPostgres server = LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                LocalPostgres.Options.ofMajor(major)
                        .with("wal_level", "logical")
                        .with("track_functions", "all")
                        .with("max_prepared_transactions", "5")
                        .with("max_locks_per_transaction", "256"));
        try (Connection connection = connect(server, "postgres");
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + PLAIN + " LOGIN PASSWORD '" + PASSWORD + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }

    /** Makes the database with one of each shape, unless this run did so before. */
    static synchronized void createShapes(int major) {
        if (!SHAPED.add(major)) {
            return;
        }
        execute(major, "postgres", "CREATE DATABASE " + SHAPES);
        for (int from : new int[] {14, 15, 18}) {
            if (from <= major) {
                execute(major, SHAPES, resource(from == 14 ? "shapes.sql" : "shapes." + from + ".sql"));
            }
        }
        execute(major, SHAPES, "REFRESH MATERIALIZED VIEW counts");
        execute(major, SHAPES, "ANALYZE");
    }

    /** An empty database of that name. */
    static void create(int major, String database) {
        execute(major, "postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
        execute(major, "postgres", "CREATE DATABASE " + database);
    }

    static void execute(int major, String database, String sql) {
        try (Connection connection = connect(major, database);
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Drops a replication slot as soon as its receiver is gone. */
    static void dropSlot(int major, String slot) {
        for (int attempt = 0; ; attempt++) {
            try {
                execute(major, SHAPES, "SELECT pg_drop_replication_slot('" + slot + "')");
                return;
            } catch (IllegalStateException e) {
                if (attempt == 100) {
                    throw e;
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** A superuser's ordinary connection. */
    static Connection connect(int major, String database) throws SQLException {
        return connect(server(major), database);
    }

    /** What a superuser of that server logs in with. */
    static Properties properties(int major) {
        return properties(parse(server(major).uri("postgres")));
    }

    private static Properties properties(Target target) {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        if (target.password() != null) {
            properties.setProperty("password", target.password().reveal());
        }
        return properties;
    }

    private static Connection connect(LocalPostgres server, String database) throws SQLException {
        Target target = parse(server.uri(database));
        Properties properties = properties(target);
        properties.setProperty("preferQueryMode", "simple"); // a script goes as it is
        return DriverManager.getConnection(
                "jdbc:postgresql://" + target.hosts().get(0) + "/" + target.database(), properties);
    }

    static Session superuser(int major, String database) {
        return Session.open(parse(server(major).uri(database)));
    }

    static Session plain(int major, String database) {
        return Session.open(parse("postgresql://" + PLAIN + ":" + PASSWORD + "@127.0.0.1:"
                + server(major).port() + "/" + database));
    }

    /** A role whose password is its name. */
    static Session as(int major, String database, String role) {
        return Session.open(parse("postgresql://" + role + ":" + role + "@127.0.0.1:"
                + server(major).port() + "/" + database));
    }

    private static Target parse(String uri) {
        return new TargetParser(Map.of(), Path.of(System.getProperty("user.home"))).parse(uri);
    }

    private static String resource(String name) {
        try (InputStream file = TestServers.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
