package dev.pgwright.batch;

import dev.pgwright.change.Progress;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.WriteSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Makes a job wait while the server has more important things to do. */
final class Throttle {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** pg_stat_replication and pg_stat_activity: what a role may not see counts as calm. */
    private static final String LOOK = "SELECT coalesce((SELECT max(extract(epoch FROM r.replay_lag)) FROM"
            + " pg_catalog.pg_stat_replication AS r), 0), (SELECT count(*) FROM pg_catalog.pg_stat_activity AS a"
            + " WHERE a.wait_event_type = 'Lock'), (SELECT count(*) FROM pg_catalog.pg_stat_activity AS a"
            + " WHERE a.state = 'active' AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid())";

    private final JobOptions options;
    private final Progress progress;

    Throttle(JobOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Returns when the server is calm. */
    void await(WriteSession session) throws SQLException {
        Optional<String> reason = reason(session);
        while (reason.isPresent()) {
            progress.report("waiting: " + reason.get());
            sleep(LOOK_AGAIN);
            reason = reason(session);
        }
    }

    static void sleep(Duration time) {
        if (!time.isZero()) {
            LockSupport.parkNanos(time.toNanos());
        }
        Interruption.check();
    }

    private Optional<String> reason(WriteSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            row.next();
            if (row.getDouble(1) > options.mostLag().toMillis() / 1000.0) {
                return Optional.of(String.format("a replica is %.0f s behind", row.getDouble(1)));
            }
            if (row.getInt(2) > options.mostLockWaits()) {
                return Optional.of(row.getInt(2) + " sessions wait for locks");
            }
            return row.getInt(3) > options.mostActive()
                    ? Optional.of(row.getInt(3) + " sessions are active")
                    : Optional.empty();
        }
    }
}
