package dev.pgwright.bench;

import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sessions that insert, update, upsert and delete behaviours. Each has keys of its own, and writes down for itself what
 * it committed: the log that the table is compared with in the end.
 */
final class PartitionWriters implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final long LOOK_NANOS = 10_000_000;
    /** No such unique key, a snapshot too old, a deadlock: taken back by the server. */
    private static final Set<String> TAKEN_BACK =
            Set.of("42P10", SqlStates.SERIALIZATION_FAILURE, SqlStates.DEADLOCK_DETECTED);

    private final Target target;
    private final int rows;
    private final int sessions;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Map<Long, String>> logs = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong blocked = new AtomicLong();
    private volatile boolean stopped;

    private PartitionWriters(Target target, int rows, int sessions) {
        this.target = target;
        this.rows = rows;
        this.sessions = sessions;
    }

    static PartitionWriters start(Target target, int rows, int sessions) {
        PartitionWriters writers = new PartitionWriters(target, rows, sessions);
        for (int i = 0; i < sessions; i++) {
            int number = i;
            writers.logs.add(new HashMap<>());
            Thread thread = new Thread(() -> writers.work(number), "writer");
            thread.setDaemon(true);
            writers.threads.add(thread);
            thread.start();
        }
        Thread look = new Thread(writers::look, "look");
        look.setDaemon(true);
        writers.threads.add(look);
        look.start();
        return writers;
    }

    /** How long writers wait for locks that our sessions hold or wait for in front of them. */
    private void look() {
        String query =
                "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - l.waitstart)), 0) * 1000 FROM pg_locks"
                        + " AS l, pg_stat_activity AS a WHERE NOT l.granted AND a.application_name = 'pgwright' AND a.pid ="
                        + " ANY (pg_blocking_pids(l.pid)) AND l.pid <> a.pid";
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (!stopped) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    blocked.accumulateAndGet(Math.round(row.getDouble(1)), Math::max);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (SQLException e) {
            failures.add(e.toString());
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty(
                "password", Objects.requireNonNull(target.password()).reveal());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + target.hosts().get(0) + "/" + target.database(), properties);
    }

    private void work(int number) {
        SplittableRandom random = new SplittableRandom(number);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (number % 2 == 1) {
                statement.execute("SET default_transaction_isolation = 'repeatable read'");
            }
            while (!stopped) {
                write(statement, random, logs.get(number), (long) random.nextInt(rows / sessions) * sessions + number);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (SQLException e) {
            failures.add(e.toString());
        }
    }

    /** One statement, and a line in the log when it was committed. */
    private void write(Statement statement, SplittableRandom random, Map<Long, String> log, long id)
            throws SQLException {
        int job = 1 + random.nextInt(1000);
        long at = 1_733_000_000L + random.nextInt(30_000_000);
        String row = "5, " + job + ", 'bench', to_timestamp(" + at + ")";
        String content = job + " bench " + at;
        int kind = random.nextInt(10);
        String sql = switch (kind) {
            case 0 -> "DELETE FROM user_behaviors WHERE behavior_id = " + id;
            case 1, 2, 3 ->
                "INSERT INTO user_behaviors (user_id, job_id, action_type, created_at) VALUES (" + row + ")";
            case 4, 5 ->
                "INSERT INTO user_behaviors (behavior_id, user_id, job_id, action_type, created_at) VALUES (" + id
                        + ", " + row + ") ON CONFLICT (behavior_id) DO UPDATE SET user_id = 5, job_id = "
                        + "EXCLUDED.job_id, action_type = 'bench', created_at = EXCLUDED.created_at";
            default ->
                "UPDATE user_behaviors SET (user_id, job_id, action_type, created_at) = (" + row
                        + ") WHERE behavior_id = " + id;
        };
        long begun = System.nanoTime();
        try (ResultSet written = statement.executeQuery(sql + " RETURNING behavior_id")) {
            if (written.next()) {
                log.put(written.getLong(1), kind == 0 ? "" : content);
            }
        } catch (SQLException e) {
            if (!TAKEN_BACK.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
        statements.incrementAndGet();
        longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
    }

    long statements() {
        return statements.get();
    }

    /** The longest statement since the last call, in milliseconds. */
    double longestMs() {
        return longest.getAndSet(0) / 1e6;
    }

    /** The longest wait for a lock because of us, in milliseconds, as seen by one who looks every 10 ms. */
    long blockedMs() {
        return blocked.get();
    }

    /** Stops them: content by key of all rows that they touched, empty for those that they deleted. */
    Map<Long, String> stop() {
        close();
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.toString());
        }
        Map<Long, String> all = new HashMap<>();
        logs.forEach(all::putAll);
        return all;
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
