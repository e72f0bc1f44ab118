package dev.pgwright.twin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Plans one statement in a transaction that is rolled back. */
final class Explain {
    private static final String EXPLAIN = "EXPLAIN (FORMAT JSON, VERBOSE) ";

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
        try (ResultSet row = statement.executeQuery(EXPLAIN + sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
