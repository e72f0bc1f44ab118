package dev.pgwright.snapshot;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/**
 * A server on which something of everything goes on: a lock held and one awaited, an index being built, a prepared
 * transaction, a replication slot with its receiver.
 */
final class Busy implements AutoCloseable {
    private final Connection holder;
    private final Connection waiter;
    private final Connection builder;
    private final Connection receiver;
    private final PGReplicationStream stream;
    private final int major;

    private Busy(int major) throws SQLException {
        this.major = major;
        holder = TestServers.connect(major, TestServers.SHAPES);
        waiter = TestServers.connect(major, TestServers.SHAPES);
        builder = TestServers.connect(major, TestServers.SHAPES);
        receiver = replication(holder, major);
        stream = receiver.unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName("busy_slot")
                .start();
    }

    static Busy on(int major) throws SQLException {
        TestServers.execute(
                major, TestServers.SHAPES, "SELECT pg_create_logical_replication_slot('busy_slot', 'test_decoding')");
        TestServers.execute(major, TestServers.SHAPES, "CREATE TABLE busy (i int)");
        TestServers.execute(major, TestServers.SHAPES, "INSERT INTO busy VALUES (1)");
        TestServers.execute(
                major, TestServers.SHAPES, "BEGIN; CREATE TABLE prepared (i int); PREPARE TRANSACTION 'busy'");
        Busy busy = new Busy(major);
        run(busy.holder, "SELECT pg_advisory_lock(1)");
        inBackground(busy.waiter, "SELECT pg_advisory_lock(1)");
        inBackground(busy.builder, "CREATE INDEX busy_i ON busy (slow(i))");
        busy.awaitRow("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'");
        busy.awaitRow("SELECT 1 FROM pg_stat_progress_create_index");
        busy.awaitRow("SELECT 1 FROM pg_stat_replication");
        return busy;
    }

    private static Connection replication(Connection like, int major) throws SQLException {
        Properties properties = TestServers.properties(major);
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(like.getMetaData().getURL(), properties);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void inBackground(Connection connection, String sql) {
        Thread thread = new Thread(() -> {
            try {
                run(connection, sql);
            } catch (SQLException e) {
                // ended by close()
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitRow(String sql) throws SQLException {
        for (int attempt = 0; attempt < 500; attempt++) {
            if (exists(sql)) {
                return;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("never true: " + sql);
    }

    private boolean exists(String sql) throws SQLException {
        try (java.sql.Statement statement = holder.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    /** Whether it is still going on. */
    boolean isHeld() throws SQLException {
        return exists("SELECT 1 FROM pg_stat_progress_create_index");
    }

    @Override
    public void close() throws SQLException {
        stream.close();
        receiver.close();
        try (Connection other = TestServers.connect(major, "postgres")) {
            run(
                    other,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + TestServers.SHAPES
                            + "' AND backend_type = 'client backend'");
        }
        holder.close();
        waiter.close();
        builder.close();
        TestServers.execute(major, TestServers.SHAPES, "ROLLBACK PREPARED 'busy'");
        TestServers.execute(major, TestServers.SHAPES, "DROP TABLE busy");
        TestServers.execute(
                major,
                TestServers.SHAPES,
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'busy_slot' AND active");
        TestServers.dropSlot(major, "busy_slot");
    }
}
