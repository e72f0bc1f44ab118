package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a snapshot blocks nobody and is blocked by nobody. */
class LockTest {
    private static final String DATABASE = "locks";

    @BeforeEach
    void create() {
        TestServers.create(18, DATABASE);
        TestServers.execute(18, DATABASE, """
                CREATE TABLE t (
                    id bigserial PRIMARY KEY, a int CHECK (a > 0), twice int GENERATED ALWAYS AS (a * 2) STORED);
                CREATE TABLE other (id int PRIMARY KEY, a int CHECK (a > 0));
                CREATE INDEX t_half ON t ((a / 2)) WHERE a > 1;
                CREATE INDEX t_a ON t (a);
                CREATE VIEW v AS SELECT * FROM t;
                CREATE VIEW w AS SELECT * FROM other;
                CREATE POLICY p ON other USING (EXISTS (SELECT 1 FROM t));
                CREATE POLICY q ON other USING (a > 1);
                CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM t; END;
                CREATE STATISTICS s ON id, a FROM t;
                CREATE TABLE parts (id int) PARTITION BY LIST ((id % 2));
                CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
                CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW WHEN (new.a > 3) EXECUTE FUNCTION g();
                """);
    }

    private static List<String> leftOut(Snapshot snapshot) {
        return Stream.of(
                        snapshot.rows(Facts.INDEX).stream()
                                .filter(Index::locked)
                                .map(Index::name),
                        snapshot.rows(Facts.CONSTRAINT).stream()
                                .filter(Constraint::locked)
                                .map(Constraint::name),
                        snapshot.rows(Facts.VIEW_DEFINITION).stream()
                                .filter(ViewDefinition::locked)
                                .map(ViewDefinition::name),
                        snapshot.rows(Facts.POLICY).stream()
                                .filter(Policy::locked)
                                .map(Policy::name),
                        snapshot.rows(Facts.FUNCTION).stream()
                                .filter(Function::locked)
                                .map(Function::name),
                        snapshot.rows(Facts.TRIGGER).stream()
                                .filter(Trigger::locked)
                                .map(Trigger::name),
                        snapshot.rows(Facts.GENERATED_COLUMN).stream()
                                .filter(GeneratedColumn::locked)
                                .map(GeneratedColumn::column),
                        snapshot.rows(Facts.EXTENDED_STATISTICS).stream()
                                .filter(ExtendedStatistics::locked)
                                .map(ExtendedStatistics::name),
                        snapshot.rows(Facts.PARTITION_KEY).stream()
                                .filter(PartitionKey::locked)
                                .map(PartitionKey::relation),
                        snapshot.rows(Facts.SEQUENCE_VALUE).stream()
                                .filter(SequenceValue::locked)
                                .map(SequenceValue::name))
                .flatMap(names -> names)
                .toList();
    }

    private static void assertNothingUnavailable(Snapshot snapshot) {
        for (Fact<?> fact : Facts.ALL) {
            if (fact.neededExtension().isPresent()) {
                continue;
            }
            assertThat(snapshot.state(fact)).as(fact.id()).isInstanceOf(FactState.Available.class);
        }
    }

    @Test
    void relationsUnderAccessExclusiveAreLeftOutByName() throws SQLException {
        try (Connection owner = TestServers.connect(18, DATABASE);
                java.sql.Statement statement = owner.createStatement();
                Session session = TestServers.superuser(18, DATABASE)) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE t, parts IN ACCESS EXCLUSIVE MODE");
            Snapshot snapshot = SnapshotReader.read(session);
            assertNothingUnavailable(snapshot);
            assertThat(leftOut(snapshot))
                    .containsExactlyInAnyOrder("t_half", "t_a_check", "v", "p", "f", "g", "twice", "s", "parts");
            Index half = snapshot.rows(Facts.INDEX).stream()
                    .filter(Index::locked)
                    .findFirst()
                    .orElseThrow();
            assertThat(half.definition()).isNull();
            assertThat(half.predicate()).isNull();
            assertThat(half.partial()).isTrue();
            assertThat(snapshot.rows(Facts.VIEW_DEFINITION))
                    .anyMatch(view -> view.name().equals("w") && view.query() != null);
        }
    }

    @Test
    void relationsThatAnAlterTableWaitsForAreLeftOut() throws Exception {
        try (Connection reader = TestServers.connect(18, DATABASE);
                java.sql.Statement reading = reader.createStatement();
                Connection owner = TestServers.connect(18, DATABASE);
                Session session = TestServers.superuser(18, DATABASE)) {
            reader.setAutoCommit(false);
            reading.execute("SELECT * FROM t");
            CompletableFuture<Void> alter =
                    CompletableFuture.runAsync(() -> run(owner, "ALTER TABLE t ADD COLUMN b int"));
            awaitWaiting(1);
            Snapshot snapshot = SnapshotReader.read(session);
            assertThat(alter).isNotDone();
            assertNothingUnavailable(snapshot);
            assertThat(leftOut(snapshot)).contains("t_half", "v", "p").doesNotContain("w", "parts");
            reader.commit();
            alter.get();
        }
    }

    /** While snapshots are taken in a row, changes of every table come through; none waits as long as it may. */
    @Test
    void alterTableIsNeverHeldUpForLong() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> changes = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            try (Connection owner = TestServers.connect(18, DATABASE)) {
                run(owner, "SET lock_timeout = '2s'");
                while (!done.get()) {
                    run(owner, "ALTER TABLE t ALTER COLUMN a SET STATISTICS " + count % 100);
                    run(owner, "ALTER TABLE t SET (fillfactor = " + (50 + count++ % 50) + ")");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return count;
        });
        try (Session session = TestServers.superuser(18, DATABASE)) {
            for (int i = 0; i < 10; i++) {
                assertNothingUnavailable(SnapshotReader.read(session));
            }
        } finally {
            done.set(true);
        }
        assertThat(changes.get()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void sharedFactsHoldNoLockOnRelationsOfTheUser(int major) {
        TestServers.createShapes(major);
        try (Session session = TestServers.superuser(major, TestServers.SHAPES)) {
            List<String> locked = session.read(connection -> {
                for (Fact<?> fact : Facts.ALL) {
                    if (fact.reading() == Fact.Reading.SHARED
                            && FactSql.find(fact.id(), major).isPresent()) {
                        String sql = FactSql.find(fact.id(), major).orElseThrow();
                        query(connection, FactSql.asJson(sql.replace(":\"extension_schema\"", "ext")));
                    }
                }
                return query(
                        connection,
                        "SELECT relation::regclass FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation"
                                + " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE l.pid = pg_backend_pid()"
                                + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'ext')");
            });
            assertThat(locked).isEmpty();
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void run(Connection connection, String sql) {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWaiting(int count) throws Exception {
        try (Connection connection = TestServers.connect(18, "postgres")) {
            String waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'";
            for (int i = 0; query(connection, waiting).size() < count; i++) {
                if (i == 500) {
                    throw new IllegalStateException("nobody waits");
                }
                Thread.sleep(20);
            }
        }
    }
}
