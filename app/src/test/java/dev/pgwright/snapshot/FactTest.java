package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fact on every major, as superuser and as a role that may do nothing but log in. */
class FactTest {
    /** Facts about what stays the same while nobody changes it. */
    private static final List<Fact<?>> NAMED = List.of(
            Facts.SETTING,
            Facts.EXTENSION,
            Facts.SCHEMA,
            Facts.COLUMN,
            Facts.SEQUENCE,
            Facts.DATA_TYPE,
            Facts.GRANT,
            Facts.ROLE,
            Facts.ROLE_SETTING,
            Facts.PUBLICATION,
            Facts.PUBLICATION_TABLE,
            Facts.INDEX,
            Facts.CONSTRAINT,
            Facts.PARTITION_KEY,
            Facts.GENERATED_COLUMN,
            Facts.FUNCTION,
            Facts.TRIGGER,
            Facts.POLICY,
            Facts.VIEW_DEFINITION,
            Facts.EXTENDED_STATISTICS,
            Facts.SEQUENCE_VALUE);

    private static Map<String, String> unavailable(Snapshot snapshot) {
        Map<String, String> reasons = new TreeMap<>();
        for (Fact<?> fact : Facts.ALL) {
            if (snapshot.state(fact) instanceof FactState.Unavailable<?> state) {
                reasons.put(fact.id(), state.why());
            }
        }
        return reasons;
    }

    private static List<String> empty(Snapshot snapshot) {
        return Facts.ALL.stream()
                .filter(fact -> snapshot.rows(fact).isEmpty())
                .map(Fact::id)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void superuserReadsEveryFact(int major) throws SQLException {
        TestServers.createShapes(major);
        try (Busy busy = Busy.on(major);
                Session session = TestServers.superuser(major, TestServers.SHAPES)) {
            Snapshot snapshot = SnapshotReader.read(session);
            if (major < 16) {
                assertThat(unavailable(snapshot))
                        .containsOnly(Map.entry("io", "PostgreSQL " + major + " does not have it"));
            } else {
                assertThat(unavailable(snapshot)).isEmpty();
            }
            assertThat(empty(snapshot)).isSubsetOf("io", "cron_job"); // pg_cron is not among the extensions here
            assertThat(snapshot.rows(Facts.STATEMENT))
                    .noneMatch(s -> String.valueOf(s.query()).contains("pgwright:"));
            assertThat(busy.isHeld()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void plainRoleReadsAllButWhatNeedsPrivilege(int major) {
        TestServers.createShapes(major);
        try (Session session = TestServers.plain(major, TestServers.SHAPES)) {
            Map<String, String> reasons = unavailable(SnapshotReader.read(session));
            reasons.remove("io");
            assertThat(reasons).containsOnlyKeys("wal_folder", "file_setting");
            assertThat(reasons.get("wal_folder")).startsWith("The role may not read it: permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void anotherRunReadsRowsInTheSameOrder(int major) throws SQLException {
        TestServers.createShapes(major);
        try (Session session = TestServers.superuser(major, TestServers.SHAPES)) {
            Snapshot before = SnapshotReader.read(session);
            for (String catalog : List.of("pg_class", "pg_proc", "pg_constraint")) {
                TestServers.execute(major, TestServers.SHAPES, "VACUUM FULL " + catalog); // rows move
            }
            Snapshot after = SnapshotReader.read(session);
            for (Fact<?> fact : NAMED) {
                assertThat(after.rows(fact))
                        .as(fact.id())
                        .isEqualTo(before.rows(fact))
                        .isNotEmpty();
            }
        }
    }
}
