package dev.pgwright.change;

import dev.pgwright.check.SchemaDump;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.sql.SqlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;

/** A server whose databases are changed. */
final class ChangeServer implements AutoCloseable {
    static final String ROLE = "reader";
    private static final String TEMPLATE = "shapes";

    private final LocalPostgres server;

    private ChangeServer(LocalPostgres server) {
        this.server = server;
    }

    /** With the database of lifecycle.sql as a template; nothing happens there by itself. */
    static ChangeServer start(int major) {
        ChangeServer started = new ChangeServer(LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                LocalPostgres.Options.ofMajor(major)
                        .with("autovacuum", "off")
                        .with("max_prepared_transactions", "5")
                        .with("shared_buffers", "16MB")
                        .with("wal_level", "logical")));
        started.run("postgres", "CREATE DATABASE " + TEMPLATE);
        String script = resource("lifecycle.sql").replace("the_role", ROLE).replace("the_other", "other");
        started.run(TEMPLATE, script);
        return started;
    }

    private static String resource(String name) {
        try (InputStream file = ChangeServer.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the template. */
    void create(String database) {
        run("postgres", "DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
        run("postgres", "CREATE DATABASE \"" + database + "\" TEMPLATE " + TEMPLATE);
    }

    void run(String database, String script) {
        try (WriteSession session = open(database)) {
            SqlText.parser().parseScript(script).forEach(statement -> execute(session, statement.text()));
        }
    }

    static void execute(WriteSession session, String sql) {
        try {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    WriteSession open(String database) {
        return WriteSession.open(target(database));
    }

    Target target(String database) {
        return parse(server.uri(database));
    }

    static Target parse(String uri) {
        return new TargetParser(Map.of(), Path.of("")).parse(uri);
    }

    String uri(String database) {
        return server.uri(database);
    }

    int port() {
        return server.port();
    }

    LocalPostgres server() {
        return server;
    }

    Snapshot snapshot(String database) {
        try (Session session = Session.open(target(database))) {
            return SnapshotReader.read(session);
        }
    }

    String schema(String database) {
        return SchemaDump.of(target(database))
                + value(
                        database,
                        "SELECT array_agg(name || '=' || setting ORDER BY name) FROM pg_file_settings"
                                + " WHERE sourcefile LIKE '%postgresql.auto.conf'");
    }

    /** The first value of a query. */
    String value(String database, String sql) {
        try (Session session = Session.open(target(database))) {
            return session.read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    return String.valueOf(row.getString(1));
                }
            });
        }
    }

    static Change planned(Operation operation) {
        return Change.planned(
                "test",
                operation.identity(),
                operation,
                "a test",
                Clock.systemUTC().instant());
    }

    @Override
    public void close() {
        server.close();
    }
}
