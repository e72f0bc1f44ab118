package dev.pgwright.postgres;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * A connection that can only read. All work happens in transactions that are read-only, bounded by {@link Limits} and
 * set up with {@code SET LOCAL}, so that a pooler in transaction mode between us and the server changes nothing.
 */
public final class Session implements AutoCloseable {
    private final Target target;
    private final Connection connection;
    private final ServerVersion version;
    private final boolean standby;
    private final boolean pooled;

    private Session(Target target, Connection connection, Facts facts) {
        this.target = target;
        this.connection = connection;
        this.version = facts.version;
        this.standby = facts.standby;
        this.pooled = facts.pooled;
    }

    private record Facts(ServerVersion version, boolean standby, boolean pooled) {}

    /**
     * Connects and looks at what answers.
     *
     * @throws PgwrightException with one of the connection codes, saying what to do
     */
    public static Session open(Target target) {
        Connection connection = Connections.open(target);
        try {
            // said in its greeting: an old server may not understand what is asked next
            requireSupported(target, connection.getMetaData());
            connection.setAutoCommit(false);
            return new Session(target, connection, look(target, connection));
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            throw Connections.translate(target, e);
        } catch (RuntimeException e) {
            Connections.closeQuietly(connection);
            throw e;
        }
    }

    private static void requireSupported(Target target, DatabaseMetaData server) throws SQLException {
        if (server.getDatabaseMajorVersion() < ServerVersion.OLDEST_MAJOR) {
            String version = server.getDatabaseProductVersion();
            throw new PgwrightException(
                    ErrorCode.SERVER_TOO_OLD,
                    "The server at " + target.addresses() + " is PostgreSQL " + version.split(" ", 2)[0],
                    "pgwright works with PostgreSQL " + ServerVersion.OLDEST_MAJOR + " and later: upgrade it first.");
        }
    }

    private static Facts look(Target target, Connection connection) throws SQLException {
        String sql =
                "SELECT version(), current_setting('server_version_num')::int, pg_is_in_recovery(), pg_backend_pid()";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String name = row.getString(1);
            if (name == null || !name.startsWith("PostgreSQL ")) {
                throw Connections.notPostgres(target, null);
            }
            ServerVersion version = new ServerVersion(row.getInt(2));
            // A pooler answers the start-up with a process id of its own making.
            boolean pooled = connection.unwrap(PGConnection.class).getBackendPID() != row.getInt(4);
            return new Facts(version, row.getBoolean(3), pooled);
        } finally {
            connection.rollback();
        }
    }

    public Target target() {
        return target;
    }

    public ServerVersion version() {
        return version;
    }

    /** True for a server that replays another one's WAL: it can be read, not changed. */
    public boolean isStandby() {
        return standby;
    }

    /** True when a pooler such as PgBouncer sits between us and the server. */
    public boolean isPooled() {
        return pooled;
    }

    /** Runs the work in one read-only transaction of one snapshot, with the limits for reading. */
    public <T> T read(SqlFunction<T> work) {
        return read(Limits.READING, work);
    }

    /** Runs the work in one read-only, repeatable-read transaction; it is rolled back in any case. */
    public <T> T read(Limits limits, SqlFunction<T> work) {
        String setUp = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; " + limits.asLocalSettings()
                + "; SET LOCAL TimeZone = 'UTC'; SET LOCAL search_path = pg_catalog";
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute(setUp);
                return work.apply(connection);
            } finally {
                rollback();
            }
        } catch (SQLException e) {
            throw Connections.translate(target, e);
        }
    }

    private void rollback() throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
        }
    }

    @Override
    public void close() {
        Connections.closeQuietly(connection);
    }
}
