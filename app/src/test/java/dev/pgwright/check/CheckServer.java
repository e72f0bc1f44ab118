package dev.pgwright.check;

import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeState;
import dev.pgwright.change.Executor;
import dev.pgwright.change.FileLedger;
import dev.pgwright.operation.Operation;
import dev.pgwright.pgquery.ScriptStatement;
import dev.pgwright.postgres.Identifiers;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * One server for the catalogue tests, on which every check passes: each database is a copy of a template with the roles
 * and functions of an API. Autovacuum is on, but its next round is weeks away.
 */
final class CheckServer implements AutoCloseable {
    static final Path RESOURCES = Path.of("src", "test", "resources", "check");
    private static final String TEMPLATE = "healthy";

    private final LocalPostgres server;

    private CheckServer(LocalPostgres server) {
        this.server = server;
    }

    static CheckServer start() {
        CheckServer started = new CheckServer(LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                LocalPostgres.Options.standard()
                        .with("autovacuum_naptime", "2147483")
                        .with("statement_timeout", "10min")
                        .with("idle_in_transaction_session_timeout", "10min")
                        .with("shared_buffers", "16MB")
                        .with("wal_level", "logical")
                        .with("max_prepared_transactions", "5")
                        .with("archive_mode", "on")
                        .with("archive_command", "true")
                        .with("max_slot_wal_keep_size", "10GB")
                        .with("effective_io_concurrency", "200")
                        .with("client_connection_check_interval", "200ms")
                        .with("max_connections", "40")));
        started.run("postgres", "CREATE DATABASE " + TEMPLATE);
        started.run(TEMPLATE, read(RESOURCES.resolve("template.sql")));
        return started;
    }

    /** A healthy database of that name, made anew. */
    void create(String database) {
        run("postgres", "DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
        run("postgres", "CREATE DATABASE \"" + database + "\" TEMPLATE " + TEMPLATE);
    }

    /** Runs a script statement by statement; the server has counted it all when this returns. */
    void run(String database, String script) {
        open(database, script).close();
    }

    /**
     * Runs a script and leaves the session open. The script finds in {@code pgwright.connection} how to connect to its
     * own database, to be in two sessions at once.
     */
    WriteSession open(String database, String script) {
        WriteSession session = WriteSession.open(target(database));
        try {
            session.execute("SET pgwright.connection = " + Identifiers.literal(connection(database)));
        } catch (SQLException e) {
            session.close();
            throw new IllegalStateException(e);
        }
        for (ScriptStatement statement : SqlText.parser().parseScript(script)) {
            try {
                session.execute(statement.text());
            } catch (SQLException e) {
                session.close();
                throw new IllegalStateException(statement.text(), e);
            }
        }
        return session;
    }

    /** A receiver of WAL that confirms where it begins and then reads nothing. */
    AutoCloseable receiver() {
        Target target = server.target("postgres");
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty(
                "password", Objects.requireNonNull(target.password()).reveal());
        properties.setProperty("replication", "true");
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("ApplicationName", "slow receiver");
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://" + target.hosts().get(0) + "/", properties);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
                row.next();
                LogSequenceNumber start = LogSequenceNumber.valueOf(row.getString("xlogpos"));
                PGReplicationStream stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .physical()
                        .withStartPosition(start)
                        .start();
                stream.setFlushedLSN(start);
                stream.setAppliedLSN(start);
                stream.forceUpdateStatus();
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String connection(String database) {
        Target target = server.target(database);
        Target.Host host = target.hosts().get(0);
        return "host=" + host.name() + " port=" + host.port() + " user=" + target.user() + " password="
                + Objects.requireNonNull(target.password()).reveal() + " application_name=other dbname='" + database
                + "'";
    }

    Snapshot snapshot(String database) {
        try (Session session = Session.open(target(database))) {
            return SnapshotReader.read(session);
        }
    }

    /** Makes the changes as users do, through the one executor. */
    List<Change> apply(String database, List<Operation> operations, Path ledgerFile) {
        try (WriteSession session = WriteSession.open(target(database));
                FileLedger ledger = new FileLedger(ledgerFile)) {
            Executor executor = new Executor(session, ledger, Clock.systemUTC());
            List<Change> changes = new ArrayList<>();
            for (Operation operation : operations) {
                Change planned = new Change(
                        0,
                        "test",
                        "test",
                        operation,
                        ChangeState.PLANNED,
                        List.of(),
                        "",
                        Clock.systemUTC().instant());
                changes.add(executor.apply(planned));
            }
            return changes;
        }
    }

    /** Takes changes back, the last one first. */
    void undo(String database, List<Change> changes, Path ledgerFile) {
        List<Change> reversed = new ArrayList<>(changes);
        Collections.reverse(reversed);
        try (WriteSession session = WriteSession.open(target(database));
                FileLedger ledger = new FileLedger(ledgerFile)) {
            Executor executor = new Executor(session, ledger, Clock.systemUTC());
            reversed.forEach(change -> executor.undo(change, "test"));
        }
    }

    Target target(String database) {
        return new TargetParser(Map.of(), Path.of(System.getProperty("user.home"))).parse(server.uri(database));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
