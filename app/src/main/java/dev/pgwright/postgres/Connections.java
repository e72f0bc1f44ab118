package dev.pgwright.postgres;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Opens connections and turns the driver's errors into ours. */
final class Connections {
    /** libpq's name of a parameter and the driver's. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "sslpassword", "sslpassword",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "krbsrvname", "kerberosServerName",
            "sslnegotiation", "sslNegotiation");

    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "standby", "secondary",
            "read-only", "secondary",
            "prefer-standby", "preferSecondary");

    private Connections() {}

    static Connection open(Target target) {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        Secret password = target.password();
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        properties.setProperty("ApplicationName", "pgwright");
        properties.setProperty("prepareThreshold", "0"); // a pooler in transaction mode loses prepared statements
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "20");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("autosave", "never");
        DRIVER_NAMES.forEach((libpq, driver) -> {
            String value = target.options().get(libpq);
            if (value != null) {
                properties.setProperty(driver, value);
            }
        });
        String patience = target.options().get("connect_timeout");
        if (patience != null) {
            properties.setProperty("loginTimeout", patience); // libpq's holds until the server has let us in
        }
        String attributes = target.options().get("target_session_attrs");
        if (attributes != null) {
            properties.setProperty("targetServerType", SESSION_ATTRIBUTES.getOrDefault(attributes, "any"));
        }
        properties.setProperty("PGDBNAME", target.database());
        try {
            Connection connection = new Driver().connect("jdbc:postgresql://" + target.addresses() + "/", properties);
            if (connection == null) {
                throw TargetParser.bad("The address " + target.addresses() + " is not valid", "Correct the host.");
            }
            Interruption.opened(connection);
            return connection;
        } catch (SQLException e) {
            throw translate(target, e);
        }
    }

    static void closeQuietly(Connection connection) {
        Interruption.closed(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // nothing depends on a connection that is given up
        }
    }

    /** An error of ours for one of the driver's; holds the server's sentence, never a statement or a password. */
    static PgwrightException translate(Target target, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String where = target.addresses();
        return switch (state) {
            case SqlStates.INVALID_PASSWORD ->
                error(
                        ErrorCode.WRONG_PASSWORD,
                        "The server at " + where + " refused the password of user \"" + target.user() + "\"",
                        "Set PGPASSWORD or add the password to ~/.pgpass (mode 0600).",
                        e);
            case SqlStates.INVALID_AUTHORIZATION ->
                error(
                        ErrorCode.WRONG_PASSWORD,
                        "The server at " + where + " does not let user \"" + target.user() + "\" in",
                        "Check user, sslmode and the server's pg_hba.conf.",
                        e);
            case SqlStates.INVALID_CATALOG_NAME ->
                error(
                        ErrorCode.NO_SUCH_DATABASE,
                        "The database \"" + target.database() + "\" does not exist at " + where,
                        "Correct the last part of the URI.",
                        e);
            case SqlStates.TOO_MANY_CONNECTIONS ->
                error(
                        ErrorCode.CANNOT_CONNECT,
                        "The server at " + where + " has no connection left",
                        "Wait, or end sessions that are not needed.",
                        e);
            case SqlStates.INSUFFICIENT_PRIVILEGE ->
                error(
                        ErrorCode.MISSING_PRIVILEGE,
                        "User \"" + target.user() + "\" may not do this: " + sentence(e),
                        "Grant the privilege, or connect as another user.",
                        e);
            case SqlStates.DISK_FULL ->
                error(ErrorCode.NO_SPACE, "The disk of the server at " + where + " is full", "Free space there.", e);
            default -> other(target, e, state);
        };
    }

    private static PgwrightException other(Target target, SQLException e, String state) {
        String where = target.addresses();
        if (state.startsWith("08P") || sentence(e).contains("rotocol error")) {
            return notPostgres(target, e);
        }
        if (hasCause(e, UnknownHostException.class)) {
            return error(
                    ErrorCode.CANNOT_CONNECT, "The host of " + where + " is not known", "Correct the host name.", e);
        }
        if (state.equals("08004") && target.password() == null) {
            return error(
                    ErrorCode.WRONG_PASSWORD,
                    "The server at " + where + " asks for a password of user \"" + target.user() + "\"",
                    "Set PGPASSWORD or add the password to ~/.pgpass (mode 0600).",
                    e);
        }
        if (state.equals("08001") || state.equals("08004") || state.equals(SqlStates.CANNOT_CONNECT_NOW)) {
            return error(
                    ErrorCode.CANNOT_CONNECT,
                    "No PostgreSQL answers at " + where,
                    "Check host, port, sslmode and firewall, and that the server runs.",
                    e);
        }
        if (SqlStates.isConnection(state)) {
            return error(
                    ErrorCode.CONNECTION_LOST, "The connection to " + where + " was lost", "Run the command again.", e);
        }
        return error(
                ErrorCode.CHANGE_FAILED,
                "The server said: " + sentence(e) + " (SQLSTATE " + state + ")",
                "See the server's documentation of that state.",
                e);
    }

    static PgwrightException notPostgres(Target target, @Nullable SQLException e) {
        return error(
                ErrorCode.NOT_POSTGRESQL,
                "What answers at " + target.addresses() + " is not a PostgreSQL server",
                "Check the host and the port.",
                e);
    }

    private static PgwrightException error(ErrorCode code, String what, String advice, @Nullable SQLException e) {
        return new PgwrightException(code, what, advice, e);
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** The primary message alone: detail, hint and context may hold literals of the user's rows. */
    static String sentence(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "unknown error" : message.lines().findFirst().orElse("");
    }
}
