package dev.pgwright.postgres;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * A connection that may write. Only the change engine, proofs in rolled-back transactions, batches and labs open one; a
 * test enforces it. It is direct to a primary: session settings and advisory locks must hold from one statement to the
 * next.
 */
public final class WriteSession implements AutoCloseable {
    private final Target target;
    private final Connection connection;
    private final ServerVersion version;

    private WriteSession(Target target, Connection connection, ServerVersion version) {
        this.target = target;
        this.connection = connection;
        this.version = version;
    }

    /**
     * Connects for changes.
     *
     * @throws PgwrightException STANDBY or POOLER when what answers is not a primary reached directly
     */
    public static WriteSession open(Target target) {
        ServerVersion version = look(target);
        Connection connection = Connections.open(target);
        try (Statement statement = connection.createStatement()) {
            // a client that was killed is noticed: an index build does not go on for hours, with our lock, for nobody
            statement.execute("SET client_connection_check_interval = 2000");
        } catch (SQLException e) {
            // not on every platform; the build then ends by itself
        }
        return new WriteSession(target, connection, version);
    }

    /** Closed before the connection for changes opens: never more connections than needed. */
    private static ServerVersion look(Target target) {
        try (Session look = Session.open(target)) {
            if (look.isStandby()) {
                throw new PgwrightException(
                        ErrorCode.STANDBY,
                        "The server at " + target.addresses() + " is a standby: it can be read, not changed",
                        "Give the primary's address, or add target_session_attrs=primary.");
            }
            if (look.isPooled()) {
                throw new PgwrightException(
                        ErrorCode.POOLER,
                        "A connection pooler sits at " + target.addresses(),
                        "Give the server's direct address for changes (on Supabase port 5432): CREATE INDEX"
                                + " CONCURRENTLY and lock timeouts need one session.");
            }
            return look.version();
        }
    }

    public Target target() {
        return target;
    }

    public ServerVersion version() {
        return version;
    }

    /** The connection, in autocommit mode unless the caller changed that. */
    public Connection connection() {
        return connection;
    }

    /** The server process that serves this session. */
    public int backendPid() {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    /** Sets how long following statements may wait for a lock and run; zero means without limit. */
    public void limit(Duration lock, Duration statement) throws SQLException {
        execute("SET lock_timeout = " + lock.toMillis());
        execute("SET statement_timeout = " + statement.toMillis());
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // braces in a function's body are the user's
            statement.execute(sql);
        }
    }

    /** One of our errors for one of the driver's, when the session is gone. */
    public static PgwrightException error(Target target, SQLException e) {
        return Connections.translate(target, e);
    }

    /** One of our errors for one of the driver's. */
    public PgwrightException translate(SQLException e) {
        return Connections.translate(target, e);
    }

    @Override
    public void close() {
        Connections.closeQuietly(connection);
    }
}
