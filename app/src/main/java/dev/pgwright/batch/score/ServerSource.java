package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.Side;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** Rows of a server, in the transaction of a connection. */
record ServerSource(Connection connection, ScoreSql sql) implements ScoreSource {
    /** A query's rows in the binary format of COPY. */
    static InputStream copy(Connection connection, String query) throws SQLException {
        return new PGCopyInputStream(
                connection.unwrap(PGConnection.class), "COPY (" + query + ") TO STDOUT (FORMAT binary)");
    }

    @Override
    public InputStream rows(Side side) throws SQLException {
        return copy(connection, side == Side.ITEM ? sql.items() : sql.users());
    }

    @Override
    public Map<String, Map<String, Long>> matrix(Component.Matrix part) throws SQLException {
        Map<String, Map<String, Long>> rows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.matrix(part))) {
            while (result.next()) {
                rows.computeIfAbsent(result.getString(1), key -> new HashMap<>())
                        .put(result.getString(2), result.getLong(3));
            }
        }
        return rows;
    }

    @Override
    public Map<String, Long> weights(Component.Weights weights) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ScoreSql.weights(weights))) {
            while (result.next()) {
                found.put(result.getString(1), result.getLong(2));
            }
        }
        return found;
    }
}
