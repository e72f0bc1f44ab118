package dev.pgwright.advice.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgwright.check.Tables;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Repack;
import dev.pgwright.operation.Step;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Extension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Server;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The empty space of tables as estimated, against what a rewrite gives back, and how a rewrite is offered. */
class BloatedTablesTest {
    private static final int MAJOR_18 = 180_000;
    private static final int MAJOR_19 = 190_000;

    private static LocalPostgres server;
    private static Snapshot bloated;
    private static Snapshot rewritten;

    @BeforeAll
    static void measure() throws SQLException {
        server = LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                LocalPostgres.Options.standard().with("autovacuum", "off"));
        run("CREATE TABLE plain (id bigint PRIMARY KEY, at timestamptz, note text);"
                + "INSERT INTO plain SELECT n, now(), 'note ' || n FROM generate_series(1, 300000) AS n;"
                + "CREATE TABLE odd (a bool, b bigint, c bool, d float8, e text, f int) WITH (fillfactor = 80);"
                + "INSERT INTO odd SELECT n % 2 = 0, n, NULL, n, repeat('x', (n % 200)::int), CASE WHEN n % 3 = 0"
                + " THEN n END FROM generate_series(1, 200000) AS n;"
                + "CREATE TABLE wide (id int, document jsonb);"
                + "INSERT INTO wide SELECT n, (SELECT jsonb_object_agg(md5((n + k)::text), k)"
                + " FROM generate_series(1, 12 + n % 30) AS k) FROM generate_series(1, 20000) AS n;"
                + "CREATE TABLE full_one AS SELECT n, n AS m FROM generate_series(1, 400000) AS n");
        run("DELETE FROM plain WHERE id % 4 > 0; DELETE FROM odd WHERE b % 5 > 0; DELETE FROM wide WHERE id % 3 > 0");
        run("VACUUM ANALYZE");
        bloated = snapshot();
        run("VACUUM FULL");
        run("VACUUM ANALYZE");
        rewritten = snapshot();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void run(String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(server.target("postgres"))) {
            session.execute(sql);
        }
    }

    private static Snapshot snapshot() {
        try (Session session = Session.open(server.target("postgres"))) {
            return SnapshotReader.read(session);
        }
    }

    @Test
    void theEstimateIsWhatARewriteGivesBack() {
        Map<String, BloatedTables.Bloat> found = BloatedTables.of(bloated, new Tables(bloated), -1).stream()
                .collect(Collectors.toMap(bloat -> bloat.table().name(), bloat -> bloat));
        assertThat(found).containsOnlyKeys("plain", "odd", "wide", "full_one");
        found.forEach((table, bloat) -> {
            long after = rewritten.relation("public", table).orElseThrow().pages();
            double given = 1 - (double) after / bloat.pages();
            assertThat(bloat.share()).as(table + ": " + bloat).isCloseTo(given, within(0.05));
        });
    }

    @Test
    void withoutAnotherWayItTakesAWindow() {
        WorkPlan plan = Maintenance.monthly(bloated);
        assertThat(repacks(plan)).isEmpty();
        assertThat(plan.notes())
                .anyMatch(note -> note.startsWith("public.plain is not rewritten") && note.contains("window"))
                .noneMatch(note -> note.contains("full_one"));
        assertThat(Maintenance.monthly(rewritten).notes()).noneMatch(note -> note.contains("not rewritten"));
        assertThat(repacks(Maintenance.weekly(of(bloated, MAJOR_19)))).isEmpty();
    }

    /** With the version's own statement, or with pg_repack, where rows can be told apart. */
    @Test
    void whatTheServerHasIsProposed() {
        assertThat(repacks(Maintenance.monthly(of(bloated, MAJOR_19))))
                .containsExactly("REPACK (CONCURRENTLY) \"public\".\"plain\"");
        List<Extension> extensions = new ArrayList<>(bloated.rows(Facts.EXTENSION));
        extensions.add(new Extension("pg_repack", "public", "1.5.2", "1.5.2"));
        assertThat(repacks(Maintenance.monthly(bloated.with(Facts.EXTENSION, extensions))))
                .containsExactly("pg_repack --no-password --no-superuser-check --no-kill-backend --wait-timeout=60"
                        + " --no-order '--table=\"public\".\"plain\"' --dbname=postgres");
        Relation plain = bloated.relation("public", "plain").orElseThrow();
        long bytes = Repack.of(of(bloated, MAJOR_19), plain)
                .orElseThrow()
                .estimate(bloated)
                .disk();
        assertThat(bytes).isGreaterThan(plain.pages() * bloated.server().blockSizeBytes());
        assertThat(Repack.of(of(bloated, MAJOR_18), plain)).isEmpty();
    }

    private static List<String> repacks(WorkPlan plan) {
        return plan.tasks().stream()
                .map(WorkPlan.Task::operation)
                .filter(Repack.class::isInstance)
                .map(Operation::apply)
                .flatMap(List::stream)
                .map(Step::sql)
                .toList();
    }

    private static Snapshot of(Snapshot snapshot, int version) {
        Server s = snapshot.server();
        return snapshot.with(
                Facts.SERVER,
                List.of(new Server(
                        s.version(),
                        s.serverVersion(),
                        version,
                        s.startTime(),
                        s.settingsLoadTime(),
                        s.now(),
                        s.inRecovery(),
                        s.database(),
                        s.role(),
                        s.superuser(),
                        s.readsAllStatistics(),
                        s.readsAllSettings(),
                        s.blockSizeBytes(),
                        s.encoding(),
                        s.statisticsReset(),
                        s.replayTime(),
                        s.replayLagBytes(),
                        s.replayPaused())));
    }
}
