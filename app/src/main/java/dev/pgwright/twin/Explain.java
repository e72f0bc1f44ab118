package dev.pgwright.twin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** Plans one statement in a transaction that is rolled back; one with parameters, from 16 on, for any value of them. */
final class Explain {
    private static final String EXPLAIN = "EXPLAIN (FORMAT JSON, VERBOSE) ";
    /** From 16 on; a statement without parameters is planned as ever. */
    private static final String GENERIC = "EXPLAIN (FORMAT JSON, VERBOSE, GENERIC_PLAN) ";

    private static final int FIRST_WITH_GENERIC = 16;
    private static final Pattern PARAMETER = Pattern.compile("\\$[1-9]");

    private Explain() {}

    /** The EXPLAIN document of a statement after the commands that set the transaction up. */
    static String json(Connection connection, String setUp, String sql) throws SQLException {
        boolean auto = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(setUp);
            return read(statement, sql);
        } finally {
            connection.rollback();
            connection.setAutoCommit(auto);
        }
    }

    /** The same inside the transaction of a caller. */
    static String read(Statement statement, String sql) throws SQLException {
        boolean generic = PARAMETER.matcher(sql).find()
                && statement.getConnection().getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_GENERIC;
        try (ResultSet row = statement.executeQuery((generic ? GENERIC : EXPLAIN) + sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
