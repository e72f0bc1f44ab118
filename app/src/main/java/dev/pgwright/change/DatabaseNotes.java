package dev.pgwright.change;

import dev.pgwright.postgres.WriteSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Notes in the target database's own {@code pgwright} schema, beside its ledger. */
final class DatabaseNotes implements Notes {
    private static final String CREATE = "CREATE TABLE IF NOT EXISTS pgwright.note (kind text, key text,"
            + " document jsonb NOT NULL, changed_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (kind, key))";
    private static final String PRESENT = "SELECT 1 FROM pg_catalog.pg_class AS c"
            + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'pgwright'"
            + " AND c.relname = 'note' AND has_schema_privilege(n.oid, 'USAGE')"
            + " AND has_table_privilege(c.oid, 'SELECT')";

    private final WriteSession session;
    private final DatabaseLedger ledger;

    DatabaseNotes(WriteSession session, DatabaseLedger ledger) {
        this.session = session;
        this.ledger = ledger;
    }

    /** Over any connection that may read them. */
    static Map<String, String> all(Connection connection, String kind) throws SQLException {
        Map<String, String> notes = new LinkedHashMap<>();
        if (!isPresent(connection)) {
            return notes;
        }
        String sql = "SELECT key, document FROM pgwright.note WHERE kind = ? ORDER BY key";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    notes.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return notes;
    }

    private boolean isPresent() throws SQLException {
        return isPresent(session.connection());
    }

    private static boolean isPresent(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PRESENT);
                ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    @Override
    public Map<String, String> all(String kind) {
        try {
            return all(session.connection(), kind);
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    @Override
    public void put(String kind, String key, String json) {
        ledger.make();
        String sql = "INSERT INTO pgwright.note (kind, key, document) VALUES (?, ?, ?::jsonb)"
                + " ON CONFLICT (kind, key) DO UPDATE SET document = excluded.document, changed_at = now()";
        try {
            if (!isPresent()) {
                session.execute(CREATE);
            }
            run(sql, kind, key, json);
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    @Override
    public void remove(String kind, String key) {
        try {
            if (isPresent()) {
                run("DELETE FROM pgwright.note WHERE kind = ? AND key = ?", kind, key);
            }
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    private void run(String sql, String... values) throws SQLException {
        session.limit(DatabaseLedger.LOCK, DatabaseLedger.LONGEST);
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
