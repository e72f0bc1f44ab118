package dev.pgwright.twin;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Secret;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Connections to a server of our own and the statements that are kept in files. */
final class TwinSql {
    private TwinSql() {}

    /** A superuser's connection; several statements in one text go in one round trip (the simple protocol). */
    static Connection connect(LocalPostgres server, String database) {
        Target target = target(server, database);
        Secret password = target.password();
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", password == null ? "" : password.reveal());
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("ApplicationName", "pgwright");
        properties.setProperty("PGDBNAME", database);
        try {
            Connection connection = new Driver().connect("jdbc:postgresql://127.0.0.1:" + server.port() + "/", properties);
            if (connection == null) {
                throw new IllegalStateException("the driver refused its own address");
            }
            return connection;
        } catch (SQLException e) {
            throw failure("The local PostgreSQL let nobody into database " + database, e);
        }
    }

    private static Target target(LocalPostgres server, String database) {
        return new TargetParser(Map.of(), Path.of("/")).parse(server.uri(database));
    }

    /** PGDATA. */
    static Path dataFolder(LocalPostgres server) {
        return server.folder().resolve("data");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** The statement in the resource of that name. */
    static String text(String name) {
        try (InputStream file = TwinSql.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("no statement named " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PgwrightException failure(String what, @Nullable Exception cause) {
        String reason = cause instanceof SQLException sql ? ": " + sentence(sql) : "";
        return new PgwrightException(
                ErrorCode.LOCAL_POSTGRESQL, what + reason, "Check the free space and the server's log.", cause);
    }

    /** The primary message alone. */
    static String sentence(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "unknown error" : message.lines().findFirst().orElse("");
    }
}
