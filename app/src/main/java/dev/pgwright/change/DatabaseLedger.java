package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.WriteSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;

/** A ledger in the target database's own {@code pgwright} schema, so that whoever comes next sees what was done. */
public final class DatabaseLedger implements Ledger {
    private static final String CREATE = "CREATE SCHEMA IF NOT EXISTS pgwright; "
            + "REVOKE ALL ON SCHEMA pgwright FROM PUBLIC; "
            + "CREATE TABLE IF NOT EXISTS pgwright.change ("
            + "id bigint PRIMARY KEY, state text NOT NULL, identity text NOT NULL, document jsonb NOT NULL, "
            + "changed_at timestamptz NOT NULL DEFAULT now())";

    private final WriteSession session;

    private DatabaseLedger(WriteSession session) {
        this.session = session;
    }

    static boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('pgwright.change') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Opens the ledger, creating its schema when that is missing. */
    static DatabaseLedger open(WriteSession session) throws SQLException {
        if (!exists(session.connection())) {
            session.execute(CREATE);
        }
        return new DatabaseLedger(session);
    }

    @Override
    public List<Change> all() {
        try {
            return all(session.connection());
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** All changes, oldest first, over any connection that may read the ledger. */
    static List<Change> all(Connection connection) throws SQLException {
        String sql = "SELECT document FROM pgwright.change ORDER BY id";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Change> changes = new ArrayList<>();
            while (rows.next()) {
                changes.add(ChangeJson.change(rows.getString(1)));
            }
            return changes;
        } catch (JacksonException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    "The ledger in schema pgwright was written by another version of pgwright",
                    "Use that version, or a newer one.",
                    e);
        }
    }

    @Override
    public Change add(Change change) {
        String next = "SELECT coalesce(max(id), 0) + 1 FROM pgwright.change";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(next)) {
            row.next();
            Change numbered = change.numbered(row.getLong(1));
            update(numbered);
            return numbered;
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    @Override
    public void update(Change change) {
        String sql = "INSERT INTO pgwright.change (id, state, identity, document) VALUES (?, ?, ?, ?::jsonb) "
                + "ON CONFLICT (id) DO UPDATE SET state = excluded.state, document = excluded.document, changed_at = now()";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setLong(1, change.id());
            statement.setString(2, change.state().name().toLowerCase(Locale.ROOT));
            statement.setString(3, change.operation().identity());
            statement.setString(4, ChangeJson.write(change));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** Removes the schema: after everything was undone, nothing of ours stays in the database. */
    void drop() {
        try {
            session.execute("DROP TABLE pgwright.change");
            session.execute("DROP SCHEMA pgwright");
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    @Override
    public String place() {
        return "schema pgwright of database " + session.target().database();
    }

    @Override
    public void close() {}
}
