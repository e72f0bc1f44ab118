package dev.pgwright.change;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Vacuums the tables in which measuring left dead rows: a statement that writes leaves them although it is rolled back,
 * and a few hundred runs of it would be the next run's finding.
 */
final class Sweep {
    /** What autovacuum cares for by itself (autovacuum_vacuum_threshold). */
    private static final long FEW = 50;

    /** Longer than deadlock_timeout, after which autovacuum makes way; readers and writers do not wait behind it. */
    private static final Duration LOCK = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int LOOKS = 400;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final String DEAD_ROWS =
            "SELECT schemaname, relname, n_dead_tup FROM pg_catalog.pg_stat_user_tables WHERE schemaname <> 'pgwright'";
    /** A session that ends reports what it did on its way out. */
    private static final String OTHERS_OF_OURS = "SELECT count(*) FROM pg_catalog.pg_stat_activity"
            + " WHERE application_name = 'pgwright' AND datname = current_database() AND usename = current_user"
            + " AND pid <> pg_backend_pid()";

    private final WriteSession session;
    private Map<String, Long> before;

    private Sweep(WriteSession session, Map<String, Long> before) {
        this.session = session;
        this.before = before;
    }

    /** Remembers how many dead rows there are before anything is measured. */
    static Sweep begin(WriteSession session) {
        try {
            return new Sweep(session, deadRows(session));
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** Vacuums where most of them are ours now. Measuring has ended its session. */
    void run() {
        try {
            awaitReports();
            Map<String, Long> after = deadRows(session);
            session.limit(LOCK, LONGEST);
            for (Map.Entry<String, Long> table : after.entrySet()) {
                if (isOurs(table.getValue(), before.getOrDefault(table.getKey(), 0L))) {
                    vacuum(table.getKey());
                }
            }
            before = deadRows(session);
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** Many that were there before are a finding, which a change with a number answers. */
    private static boolean isOurs(long now, long then) {
        long earlier = then > now ? 0 : then; // vacuumed meanwhile
        long ours = now - earlier;
        return ours >= FEW && ours > earlier;
    }

    private void vacuum(String table) {
        try {
            session.execute("VACUUM " + table);
        } catch (SQLException e) {
            // somebody holds the table, or it is gone: autovacuum comes to it later
        }
    }

    private void awaitReports() throws SQLException {
        for (int look = 0; look < LOOKS; look++) {
            try (Statement statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery(OTHERS_OF_OURS)) {
                if (row.next() && row.getLong(1) == 0) {
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Map<String, Long> deadRows(WriteSession session) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet each = statement.executeQuery(DEAD_ROWS)) {
            while (each.next()) {
                rows.put(Identifiers.qualified(each.getString(1), each.getString(2)), each.getLong(3));
            }
        }
        return rows;
    }
}
