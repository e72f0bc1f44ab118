package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.WriteSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A ledger in the target database's own {@code pgwright} schema, so that whoever comes next sees what was done. */
public final class DatabaseLedger implements Ledger {
    private static final String CREATE = "CREATE SCHEMA IF NOT EXISTS pgwright; "
            + "REVOKE ALL ON SCHEMA pgwright FROM PUBLIC; "
            + "CREATE TABLE IF NOT EXISTS pgwright.change ("
            + "id bigint PRIMARY KEY, state text NOT NULL, identity text NOT NULL, document jsonb NOT NULL, "
            + "changed_at timestamptz NOT NULL DEFAULT now())";

    private static final String EXISTS = "SELECT 1 FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = 'pgwright' AND c.relname = 'change'"
            + " AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')";

    private static final String MAY_BE_MADE = "SELECT 1 WHERE has_database_privilege(current_database(), 'CREATE')"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'pgwright')";

    /** An entry is on disk when it is written, whatever the database's default is. */
    private static final String DURABLE = "SELECT pg_catalog.set_config('synchronous_commit', 'local', false)"
            + " WHERE pg_catalog.current_setting('synchronous_commit') = 'off'";

    /** The limits of the step before do not hold for writing down what came of it. */
    static final Duration LOCK = Duration.ofSeconds(10);

    static final Duration LONGEST = Duration.ofMinutes(1);

    private final WriteSession session;
    private boolean present;

    private DatabaseLedger(WriteSession session, boolean present) {
        this.session = session;
        this.present = present;
    }

    /** Whether there is one that this role may read. */
    static boolean exists(Connection connection) throws SQLException {
        return answers(connection, EXISTS);
    }

    private static boolean answers(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next();
        }
    }

    /** The ledger, whose schema is made with the first entry; empty when this role may not have one here. */
    static Optional<DatabaseLedger> open(WriteSession session) throws SQLException {
        session.execute(DURABLE);
        boolean present = exists(session.connection());
        return present || answers(session.connection(), MAY_BE_MADE)
                ? Optional.of(new DatabaseLedger(session, present))
                : Optional.empty();
    }

    @Override
    public List<Change> all() {
        try {
            return present ? all(session.connection()) : List.of();
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
        make();
        String next = "SELECT coalesce(max(id), 0) + 1 FROM pgwright.change";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(next)) {
            row.next();
            Change numbered = change.numbered(row.getLong(1));
            write(numbered, ""); // whoever took the number meanwhile keeps it
            return numbered;
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    @Override
    public void update(Change change) {
        try {
            write(
                    change,
                    " ON CONFLICT (id) DO UPDATE SET state = excluded.state, document = excluded.document,"
                            + " changed_at = now()");
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    private void write(Change change, String conflict) throws SQLException {
        session.limit(LOCK, LONGEST);
        String sql = "INSERT INTO pgwright.change (id, state, identity, document) VALUES (?, ?, ?, ?::jsonb)";
        try (PreparedStatement statement = session.connection().prepareStatement(sql + conflict)) {
            statement.setLong(1, change.id());
            statement.setString(2, change.state().name().toLowerCase(Locale.ROOT));
            statement.setString(3, change.operation().identity());
            statement.setString(4, ChangeJson.write(change));
            statement.executeUpdate();
        }
    }

    /** Makes the schema unless it is there. */
    void make() {
        try {
            if (!present) {
                session.limit(LOCK, LONGEST);
                session.execute(CREATE);
                present = true;
            }
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** Removes the schema: after everything was undone, nothing of ours stays in the database. */
    void drop() {
        if (!present) {
            return;
        }
        try {
            session.execute("DROP TABLE pgwright.change; DROP TABLE IF EXISTS pgwright.note;"
                    + " DROP SCHEMA pgwright"); // one transaction
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
