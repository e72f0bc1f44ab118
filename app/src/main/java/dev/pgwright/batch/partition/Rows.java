package dev.pgwright.batch.partition;

import dev.pgwright.postgres.WriteSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions and small changes over the connection for changes. */
final class Rows {
    private Rows() {}

    /** All rows as texts. */
    static List<List<String>> of(WriteSession session, String query) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(query)) {
                int width = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= width; i++) {
                        String value = result.getString(i);
                        row.add(value == null ? "" : value);
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /** The same with the search path pg_catalog alone, so that the server's texts hold qualified names. */
    static List<List<String>> ofCatalog(WriteSession session, String query) throws SQLException {
        session.execute("BEGIN READ ONLY; SET LOCAL search_path = pg_catalog");
        try {
            return of(session, query);
        } finally {
            if (!session.connection().isClosed()) {
                session.execute("ROLLBACK");
            }
        }
    }

    /** First column of all rows. */
    static List<String> column(WriteSession session, String query) throws SQLException {
        return ofCatalog(session, query).stream().map(row -> row.get(0)).toList();
    }

    static String one(WriteSession session, String query) throws SQLException {
        List<List<String>> rows = of(session, query);
        return rows.isEmpty() ? "" : rows.get(0).get(0);
    }

    static int update(WriteSession session, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
