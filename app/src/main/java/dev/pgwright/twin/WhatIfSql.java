package dev.pgwright.twin;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.local.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What-if work on a server of our own: connections, statements, and errors that nobody but us can act on. */
final class WhatIfSql {
    private static final Pattern PLACE = Pattern.compile(":([a-z]+)");

    private WhatIfSql() {}

    /** A superuser's connection; several statements in one text go in one round trip. */
    static Connection connect(LocalPostgres server, String database) {
        try {
            return server.connect(database);
        } catch (SQLException e) {
            throw failure("The twin's server let nobody into database " + database, e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // braces belong to PostgreSQL
            statement.execute(sql);
        }
    }

    /** The statement of a file with SQL text in the places of {@code :names}. */
    static String filled(String file, Map<String, String> places) {
        return PLACE.matcher(TwinSql.load(file)).replaceAll(place -> {
            String text = places.get(place.group(1));
            return Matcher.quoteReplacement(text == null ? place.group() : text);
        });
    }

    static PgwrightException failure(String what, @Nullable Exception cause) {
        String reason = cause instanceof SQLException sql ? ": " + DdlRunner.sentence(sql) : "";
        return new PgwrightException(
                ErrorCode.LOCAL_POSTGRESQL,
                what + reason,
                "Check the free space and memory of this machine, then try again.",
                cause);
    }
}
