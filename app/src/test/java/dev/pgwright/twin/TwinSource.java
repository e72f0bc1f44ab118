package dev.pgwright.twin;

import dev.pgwright.postgres.Secret;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server with data of many shapes, and statements over them. */
final class TwinSource {
    private static final Map<Integer, TwinSource> RUNNING = new HashMap<>();
    private static final String DATABASE = "twin_source";
    private static final String READER = "app_reader";
    private static final String CLAIMS = "{\"tenant\": \"3\"}";
    /** What cannot run beside others in one text. */
    private static final String ALONE = "VACUUM ANALYZE;";

    /** Makes a role that may read the tables and owns nothing. */
    static final String LOW = "ALTER ROLE low_reader LOGIN PASSWORD 'low';"
            + " GRANT USAGE ON SCHEMA public, helper, \"Odd Schema\" TO low_reader;"
            + " GRANT SELECT ON ALL TABLES IN SCHEMA public, helper, \"Odd Schema\" TO low_reader";

    private final LocalPostgres server;

    private TwinSource(LocalPostgres server) {
        this.server = server;
    }

    /** The one of that major in this run; it stops with the process. */
    static synchronized TwinSource of(int major) throws SQLException {
        TwinSource running = RUNNING.get(major);
        if (running == null) {
            running = start(major);
            RUNNING.put(major, running);
        }
        return running;
    }

    /** Makes the role of {@link #LOW} unless it is there. */
    Session lowSession() throws SQLException {
        execute("DO $$BEGIN IF to_regrole('low_reader') IS NULL THEN CREATE ROLE low_reader; END IF; END$$");
        execute(LOW);
        return session("low_reader", "low");
    }

    private static TwinSource start(int major) throws SQLException {
        LocalPostgres server = LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                LocalPostgres.Options.ofMajor(major).with("autovacuum", "off").with("jit", "on"));
        TwinSource source = new TwinSource(server);
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        String script = resource("source.sql");
        int vacuum = script.indexOf(ALONE);
        source.execute(script.substring(0, vacuum));
        source.execute(ALONE);
        source.execute(script.substring(vacuum + ALONE.length()));
        return source;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    Session session() {
        return Session.open(server.target(DATABASE));
    }

    private Session session(String role, String password) {
        Target target = server.target(DATABASE);
        return Session.open(new Target(target.hosts(), DATABASE, role, new Secret(password), target.options()));
    }

    /** One statement on each line; those after a comment run as a role with claims. */
    static List<WorkloadStatement> statements() {
        List<WorkloadStatement> all = new ArrayList<>();
        boolean asReader = false;
        int line = 0;
        for (String text : resource("statements.txt").lines().toList()) {
            line++;
            if (text.startsWith("--")) {
                asReader = true;
            } else {
                all.add(new WorkloadStatement(
                        "line " + line, text, 1, null, asReader ? READER : null, asReader ? CLAIMS : null, line));
            }
        }
        return all;
    }

    static String resource(String name) {
        try (InputStream file = TwinSource.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
