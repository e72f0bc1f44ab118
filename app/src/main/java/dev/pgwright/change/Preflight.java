package dev.pgwright.change;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Repack;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What is looked at right before a change: a reason not to make it now, or none. */
final class Preflight {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final WriteSession session;
    private final Look look;
    private final Patience patience;
    private final Clock clock;

    Preflight(WriteSession session, Patience patience, Clock clock) {
        this.session = session;
        this.look = new Look(session);
        this.patience = patience;
        this.clock = clock;
    }

    /** One sentence without full stop; empty when nothing speaks against the change. */
    Optional<String> objection(Operation operation) throws SQLException {
        MaintenanceWindow window = patience.window();
        if (window != null && !window.contains(clock.instant())) {
            return Optional.of("changes are made in the maintenance window " + window + " alone");
        }
        Optional<String> drift =
                look.firstUnmet(operation.expects(session.version().major()));
        if (drift.isPresent()) {
            return drift;
        }
        if (operation instanceof Repack repack) {
            Optional<String> missing = ClientProgram.objection(repack);
            if (missing.isPresent()) {
                return missing;
            }
        }
        if (operation.apply().stream().anyMatch(Step::waitsForTransactions)) {
            Optional<String> blocker = longTransaction(operation.table());
            if (blocker.isPresent()) {
                return blocker;
            }
        }
        Optional<String> lag = replicaLag();
        return lag.isPresent() ? lag : new Headroom(session, look).objection(operation);
    }

    /**
     * A transaction whose end a concurrent step would wait for: it holds a snapshot, or a lock on the table
     * (WaitForOlderSnapshots, WaitForLockers). Ages are the server's own.
     */
    private Optional<String> longTransaction(@Nullable TableName table) throws SQLException {
        String lock = table == null
                ? "false"
                : "EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.pid = a.pid AND l.granted AND l.relation ="
                        + " pg_catalog.to_regclass(" + Identifiers.literal(table.sql()) + "))";
        String old =
                " < clock_timestamp() - interval '" + patience.longTransaction().toMillis() + " ms'";
        String session = "SELECT format('session %s has been in a transaction for %s s: the change would wait for its"
                + " end', a.pid, extract(epoch FROM clock_timestamp() - a.xact_start)::bigint)"
                + " FROM pg_catalog.pg_stat_activity AS a WHERE a.datname = current_database()"
                + " AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend' AND a.xact_start" + old
                + " AND (a.backend_xmin IS NOT NULL OR " + lock + ")";
        String prepared = "SELECT format('the prepared transaction %s is %s s old: the change would wait for its end',"
                + " p.gid, extract(epoch FROM clock_timestamp() - p.prepared)::bigint)"
                + " FROM pg_catalog.pg_prepared_xacts AS p WHERE p.database = current_database() AND p.prepared" + old;
        return first(look.rows(session + " UNION ALL " + prepared + " LIMIT 1"));
    }

    private static Optional<String> first(List<@Nullable String> rows) {
        return rows.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .findFirst();
    }

    /** Replicas that are behind are given time to catch up. */
    private Optional<String> replicaLag() throws SQLException {
        String sql = "SELECT format('replica %s is %s MB of WAL behind', r.application_name,"
                + " pg_wal_lsn_diff(pg_current_wal_lsn(), r.replay_lsn)::bigint / 1048576)"
                + " FROM pg_catalog.pg_stat_replication AS r WHERE r.state = 'streaming'"
                + " AND pg_wal_lsn_diff(pg_current_wal_lsn(), r.replay_lsn) > " + patience.replicaLagBytes()
                + " ORDER BY r.replay_lsn LIMIT 1";
        long begin = System.nanoTime();
        while (true) {
            Optional<String> behind = first(look.rows(sql));
            if (behind.isEmpty() || System.nanoTime() - begin > patience.bound().toNanos()) {
                return behind;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
