package dev.pgwright.proof.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.check.SchemaDump;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Secret;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.WarmCache;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of a database on a local server: rows, types, rights, and that the database is only read. */
class LocalCopyTest {
    private static final List<String> FILLED = List.of(
            "customer", "sales.\"Orders\"", "line", "event", "visit", "visit_old", "visit_new", "busy", "audit");

    @TempDir
    static Path folder;

    private static Path cache;
    private static Shop shop;

    @BeforeAll
    static void open() throws SQLException, IOException {
        cache = WarmCache.at(folder.resolve("cache"));
        shop = Shop.open(cache, 18);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static LocalCopy copy(Shop source, CopyLimits limits, boolean sample) {
        Snapshot snapshot = source.snapshot();
        CacheFolder folder = CacheFolder.at(cache);
        try (Session session = Session.open(source.target())) {
            return sample
                    ? LocalCopy.sample(folder, session, snapshot, limits, line -> {})
                    : LocalCopy.whole(folder, session, snapshot, limits, line -> {});
        }
    }

    private static List<String> contents(Connection connection) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (String table : FILLED) {
            sql.append(sql.isEmpty() ? "" : " UNION ALL ")
                    .append("SELECT '")
                    .append(table)
                    .append("' || count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM ")
                    .append(table)
                    .append(" AS t");
        }
        return Shop.values(connection, sql.toString());
    }

    /** A scan of a small table in one backend reads it from outside the buffers once they are empty. */
    private static void requireCold(LocalCopy copy) throws SQLException {
        String read = "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT count(*) FROM customer";
        try (Connection here = copy.server().connect(Shop.DATABASE)) {
            Shop.values(here, read);
            assertThat(Shop.values(here, read)).noneMatch(line -> line.contains(" read="));
        }
        assertThat(copy.emptyBuffers()).isTrue();
        try (Connection here = copy.server().connect(Shop.DATABASE)) {
            assertThat(Shop.values(here, read)).anyMatch(line -> line.contains(" read="));
        }
    }

    private static void requireSame(Shop source) throws SQLException {
        try (LocalCopy copy = copy(source, CopyLimits.WHOLE, false);
                Connection there = source.server().connect(Shop.DATABASE);
                Connection here = copy.server().connect(Shop.DATABASE)) {
            assertThat(contents(here)).isEqualTo(contents(there));
            for (String sql : List.of(
                    "SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'sales') ORDER BY 1",
                    "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE oid >= 16384 AND contype <> 'n' ORDER BY 1",
                    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
                    "SELECT last_value FROM customer_id_seq",
                    "SELECT relname FROM pg_class WHERE relrowsecurity")) {
                assertThat(Shop.values(here, sql)).as(sql).isNotEmpty().isEqualTo(Shop.values(there, sql));
            }
            assertThat(copy.words()).startsWith("a whole copy on a local PostgreSQL ");
            requireCold(copy);
        }
    }

    @Test
    void aWholeCopyHasEveryRowAndTheDatabaseIsOnlyRead() throws SQLException {
        List<String> writes = shop.writes();
        String schema = SchemaDump.of(shop.target());

        requireSame(shop);

        assertThat(shop.writes()).isEqualTo(writes);
        assertThat(SchemaDump.of(shop.target())).isEqualTo(schema);
    }

    @ParameterizedTest
    @ValueSource(ints = 14)
    void onTheOldestMajorToo(int major) throws SQLException {
        try (Shop old = Shop.open(cache, major)) {
            requireSame(old);
        }
    }

    @Test
    void statementsRunAsTheyDoInTheDatabase() {
        CreateIndex useful = CreateIndex.btree(new TableName("public", "customer"), List.of("\"name\""), null);
        CloneProof.Options options = CloneProof.Options.USUAL.withPace(
                new Pace(3, Judgement.LEAST_RUNS, 25, Duration.ofSeconds(1), Duration.ofSeconds(20)));
        Target reader = new Target(
                shop.target().hosts(),
                Shop.DATABASE,
                "shop_reader",
                new Secret("reader"),
                shop.target().options());
        Snapshot snapshot;
        try (Session session = Session.open(reader)) {
            snapshot = SnapshotReader.read(session);
        }
        CloneProof.Result result;
        // who may not read a table whole, for its policies, cannot copy it: the owner does
        try (Session session = Session.open(shop.target());
                LocalCopy copy =
                        LocalCopy.whole(CacheFolder.at(cache), session, snapshot, CopyLimits.WHOLE, line -> {})) {
            assertThat(copy.role()).isEqualTo("shop_reader");
            result = new CloneProof(
                            copy,
                            Shop.workload().stream()
                                    .filter(s -> !s.name().equals("new-customer"))
                                    .toList(),
                            options,
                            line -> {})
                    .prove(List.of(useful));
        }
        assertThat(result.statements())
                .allSatisfy(o -> assertThat(o.kept().before().problem()).isNull());
        assertThat(result.kept()).containsExactly(useful);
    }

    @Test
    void aCopyThatIsTooLargeSaysHowLargeAndWhatElseThereIs() {
        assertThatThrownBy(() -> copy(shop, CopyLimits.WHOLE.withBytes(5_000_000), false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageMatching("The tables take 0\\.\\d GB, and a whole copy is limited to 0\\.0 GB")
                .extracting(e -> ((PgwrightException) e).advice())
                .asString()
                .contains("--on sample");
    }

    @Test
    void rowsThatPoliciesHideAreNotSilentlyMissing() {
        Target reader = new Target(
                shop.target().hosts(),
                Shop.DATABASE,
                "shop_reader",
                new Secret("reader"),
                shop.target().options());
        try (Session session = Session.open(reader)) {
            Snapshot snapshot = SnapshotReader.read(session);
            assertThatThrownBy(() ->
                            LocalCopy.whole(CacheFolder.at(cache), session, snapshot, CopyLimits.WHOLE, line -> {}))
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void aSampleIsSmallAndEveryReferenceLeadsSomewhere() throws SQLException {
        try (LocalCopy copy = copy(shop, CopyLimits.SAMPLE.withBytes(6_000_000), true);
                Connection here = copy.server().connect(Shop.DATABASE)) {
            assertThat(Shop.values(
                            here,
                            "SELECT count(*) FROM line AS l WHERE NOT EXISTS"
                                    + " (SELECT FROM sales.\"Orders\" AS o WHERE o.id = l.order_id)"))
                    .containsExactly("0");
            assertThat(Shop.values(
                            here,
                            "SELECT count(*) FROM sales.\"Orders\" AS o WHERE NOT EXISTS"
                                    + " (SELECT FROM customer AS c WHERE c.id = o.customer_id)"))
                    .containsExactly("0");
            assertThat(Shop.values(
                            here,
                            "SELECT count(*) FROM customer AS c WHERE mentor IS NOT NULL AND NOT EXISTS"
                                    + " (SELECT FROM customer AS m WHERE m.id = c.mentor)"))
                    .containsExactly("0");
            int orders = Integer.parseInt(
                    Shop.values(here, "SELECT count(*) FROM sales.\"Orders\"").get(0));
            int lines = Integer.parseInt(
                    Shop.values(here, "SELECT count(*) FROM line").get(0));
            int hot = Integer.parseInt(Shop.values(here, "SELECT count(*) FROM sales.\"Orders\" WHERE customer_id = 7")
                    .get(0));
            assertThat(orders).isBetween(1, 59_999);
            assertThat(lines).isBetween(1, 179_999);
            assertThat(hot).isGreaterThan(100);
            assertThat(Shop.values(here, "SELECT count(*) FROM visit")).containsExactly("2000"); // small ones whole
            assertThat(copy.notes().get(0)).startsWith("A sample is weaker evidence");
        }
    }

    @Test
    void theSameSeedTheSameSample() throws SQLException {
        CopyLimits limits = CopyLimits.SAMPLE.withBytes(4_000_000);
        List<String> first;
        try (LocalCopy copy = copy(shop, limits, true);
                Connection here = copy.server().connect(Shop.DATABASE)) {
            first = contents(here);
        }
        try (LocalCopy copy = copy(shop, limits, true);
                Connection here = copy.server().connect(Shop.DATABASE)) {
            assertThat(contents(here)).isEqualTo(first);
        }
    }

    @Test
    void readingIsSlowedDownOnRequest() {
        long begin = System.nanoTime();
        copy(shop, CopyLimits.SAMPLE.withBytes(4_000_000).withBytesPerSecond(1_500_000L), true)
                .close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1500));
    }
}
