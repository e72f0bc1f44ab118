package dev.pgwright.bench;

import dev.pgwright.postgres.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Sessions that read and write like an application, and one that looks who waits for whom. */
final class LockWaitLoad implements AutoCloseable {
    private static final long BETWEEN_LOOKS_MS = 10;

    private final Target target;
    private final int rows;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong blocked = new AtomicLong();
    private volatile int culprit;
    private volatile boolean stopped;

    private LockWaitLoad(Target target, int rows) {
        this.target = target;
        this.rows = rows;
    }

    /** What happened since the last reset; times in milliseconds. */
    record Figures(long statements, double longestMs, double blockedMs) {}

    static LockWaitLoad start(Target target, int sessions, int rows) {
        LockWaitLoad load = new LockWaitLoad(target, rows);
        for (int i = 0; i < sessions; i++) {
            int seed = i;
            load.run(() -> load.work(new SplittableRandom(seed)));
        }
        load.run(load::look);
        return load;
    }

    private void run(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Begins to count anew. */
    void reset(int pid) {
        culprit = pid;
        statements.set(0);
        longest.set(0);
        blocked.set(0);
    }

    Figures figures() {
        return new Figures(statements.get(), longest.get() / 1e6, blocked.get());
    }

    private Connection connect(String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty(
                "password", Objects.requireNonNull(target.password()).reveal());
        properties.setProperty("ApplicationName", name);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + target.hosts().get(0) + "/" + target.database(), properties);
    }

    private void work(SplittableRandom random) {
        while (!stopped) {
            try (Connection connection = connect("app");
                    Statement statement = connection.createStatement()) {
                while (!stopped) {
                    transaction(statement, random);
                }
            } catch (SQLException e) {
                // a session that was ended comes again
            }
        }
    }

    private void transaction(Statement statement, SplittableRandom random) {
        int id = 1 + random.nextInt(rows);
        int other = 1 + random.nextInt(rows);
        timed(statement, "SELECT * FROM accounts WHERE id = " + id);
        timed(statement, "SELECT count(*) FROM rich WHERE id BETWEEN " + other + " AND " + (other + 20));
        timed(statement, "SELECT * FROM totals WHERE branch = " + id % 10);
        timed(statement, "BEGIN");
        timed(statement, "UPDATE accounts SET balance = balance + 1 WHERE id = " + id);
        timed(statement, "INSERT INTO history (account, at) VALUES (" + id + ", date '2026-01-01' + " + id % 300 + ")");
        timed(statement, "SELECT bonus(" + id + ")");
        timed(statement, "COMMIT");
    }

    private void timed(Statement statement, String sql) {
        long begin = System.nanoTime();
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            rollBack(statement);
        }
        statements.incrementAndGet();
        longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }

    private static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // the session is gone
        }
    }

    private String waits() {
        return "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - l.waitstart)), 0) * 1000"
                + " FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid"
                + " WHERE NOT l.granted AND a.application_name = 'app' AND " + culprit
                + " = ANY (pg_blocking_pids(l.pid))";
    }

    private void look() {
        try (Connection connection = connect("watch");
                Statement statement = connection.createStatement()) {
            while (!stopped) {
                try (ResultSet row = statement.executeQuery(waits())) {
                    row.next();
                    blocked.accumulateAndGet(Math.round(row.getDouble(1)), Math::max);
                }
                Thread.sleep(BETWEEN_LOOKS_MS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(2000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
