package dev.pgwright.batch.partition;

import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that insert, update, upsert, delete and roll back without pause. Each has keys of its own and keeps what it
 * committed to itself: what must be in the table.
 */
final class Writers implements AutoCloseable {
    private static final int KEYS = 100_000;
    /** A hundred days ago, in seconds: before the first partition. */
    private static final long MOMENT = System.currentTimeMillis() / 1000 - 8_640_000;
    /** No such unique key, a row changed under a snapshot, a deadlock: taken back by the server, tried anew. */
    private static final Set<String> TAKEN_BACK =
            Set.of("42P10", SqlStates.SERIALIZATION_FAILURE, SqlStates.DEADLOCK_DETECTED);

    private final Target target;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Map<Long, String>> models = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean stopped;

    private Writers(Target target) {
        this.target = target;
    }

    /** Starts them over the rows that are there. */
    static Writers start(Target target, int sessions) throws SQLException {
        Writers writers = new Writers(target);
        for (int i = 0; i < sessions; i++) {
            writers.models.add(new TreeMap<>());
        }
        try (Connection connection = writers.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Writers.CONTENT)) {
            while (rows.next()) {
                writers.models.get((int) (rows.getLong(1) % sessions)).put(rows.getLong(1), rows.getString(2));
            }
        }
        for (int i = 0; i < sessions; i++) {
            int number = i;
            Thread thread = new Thread(() -> writers.work(number, sessions), "writer");
            writers.threads.add(thread);
            thread.start();
        }
        return writers;
    }

    /** Key and content of each row. */
    static final String CONTENT =
            "SELECT id, extract(epoch FROM at)::bigint || ' ' || note || ' ' || coalesce(code, '-') FROM shop.events ORDER BY id";

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty(
                "password", Objects.requireNonNull(target.password()).reveal());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + target.hosts().get(0) + "/" + target.database(), properties);
    }

    private void work(int number, int sessions) {
        SplittableRandom random = new SplittableRandom(number);
        Map<Long, String> model = models.get(number);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (number % 2 == 1) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            while (!stopped) {
                transaction(connection, statement, random, number, sessions, model);
            }
        } catch (SQLException | RuntimeException e) {
            synchronized (failures) {
                failures.add(e);
            }
        }
    }

    private void transaction(
            Connection connection,
            Statement statement,
            SplittableRandom random,
            int number,
            int sessions,
            Map<Long, String> model)
            throws SQLException {
        Map<Long, @Nullable String> next = new TreeMap<>();
        long begun = System.nanoTime();
        try {
            for (int i = random.nextInt(3); i >= 0; i--) {
                long id = (long) random.nextInt(KEYS / sessions) * sessions + number;
                boolean there = next.containsKey(id) ? next.get(id) != null : model.containsKey(id);
                next.put(id, change(statement, random, id, there));
            }
            if (random.nextInt(10) == 0) {
                connection.rollback();
                return;
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!TAKEN_BACK.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            return;
        } finally {
            longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
        }
        committed.incrementAndGet();
        next.forEach((id, content) -> {
            if (content == null) {
                model.remove(id);
            } else {
                model.put(id, content);
            }
        });
    }

    /** One change; what the row then is, null for none. */
    private static @Nullable String change(Statement statement, SplittableRandom random, long id, boolean there)
            throws SQLException {
        long at = MOMENT + random.nextInt(20_000_000);
        String note = "w" + random.nextInt(1_000_000);
        String code = "c" + id + " " + random.nextInt(3);
        String content = at + " " + note + " " + code;
        int kind = random.nextInt(4);
        String values = " (id, user_id, at, note, amount, code) VALUES (" + id + ", " + (1 + id % 100)
                + ", to_timestamp(" + at + "), '" + note + "', " + id % 90 + ", '" + code + "')";
        String set = " at = to_timestamp(" + at + "), note = '" + note + "', code = '" + code + "'";
        if (!there && kind > 0) {
            return null;
        }
        if (!there || kind == 0) {
            // before the swap the key is the id alone, after it the id and the time
            String conflict = there ? " ON CONFLICT (id) DO UPDATE SET" + set : "";
            statement.execute("INSERT INTO shop.events" + values + conflict);
            return content;
        }
        if (kind == 1) {
            statement.execute("DELETE FROM shop.events WHERE id = " + id);
            return null;
        }
        statement.execute("UPDATE shop.events SET" + set + " WHERE id = " + id);
        return content;
    }

    long committed() {
        return committed.get();
    }

    /** The longest transaction since the last call, in milliseconds. */
    double longestMs() {
        return longest.getAndSet(0) / 1e6;
    }

    /** Stops them; every row that must be there, in the order of its key. */
    List<String> stop() {
        close();
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.get(0));
        }
        Map<Long, String> all = new TreeMap<>();
        models.forEach(all::putAll);
        return all.entrySet().stream()
                .map(row -> row.getKey() + " " + row.getValue())
                .toList();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
