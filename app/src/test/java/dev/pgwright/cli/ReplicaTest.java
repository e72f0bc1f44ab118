package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.postgres.local.Restart;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An index that a streaming standby alone uses is not dropped; one that nobody uses is. */
class ReplicaTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static CacheFolder cache;
    private static String primary = "";
    private static String standby = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        cache = CacheFolder.at(WarmCache.at(folder.resolve("cache")));
        LocalPostgres server = LocalPostgres.startNamed(
                cache, "primary", LocalPostgres.Options.standard().with("autovacuum", "off"));
        primary = server.uri("shop");
        run(server.uri("postgres"), "CREATE DATABASE shop");
        run(
                primary,
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int, note text);"
                        + "INSERT INTO orders SELECT n, n % 1000, 'note ' || n FROM generate_series(1, 50000) AS n;"
                        + "CREATE INDEX reports ON orders (customer); CREATE INDEX idle ON orders (note)");
        run(primary, "VACUUM ANALYZE");
        Restart.stop(cache, "primary");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Target target = target(primary);
        Restart.copyAsStandby(
                cache,
                "primary",
                "standby",
                port,
                "host=127.0.0.1 port=" + server.port() + " user=" + target.user() + " password="
                        + Objects.requireNonNull(target.password()).reveal());
        Restart.start(cache, "primary");
        standby = "postgresql://" + target.user() + ":"
                + Objects.requireNonNull(target.password()).reveal() + "@127.0.0.1:" + port + "/shop";
        await(primary, "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'", "1");
    }

    @AfterAll
    static void stop() {
        LocalPostgres.stopNamed(cache, "standby");
        LocalPostgres.stopNamed(cache, "primary");
    }

    private static Target target(String uri) {
        return new TargetParser(Map.of(), folder).parse(uri);
    }

    private static void run(String uri, String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(target(uri))) {
            session.execute(sql);
        }
    }

    private static String value(String uri, String sql) {
        try (Session session = Session.open(target(uri))) {
            return session.read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    return String.valueOf(row.getString(1));
                }
            });
        }
    }

    private static void await(String uri, String sql, String answer) {
        long begin = System.nanoTime();
        while (!value(uri, sql).equals(answer)) {
            assertThat(System.nanoTime() - begin).as(sql).isLessThan(LONGEST.toNanos());
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** As a report on the standby does; its counters are there when its session has ended. */
    private static void useOnTheStandby() {
        String scans = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'reports'";
        long before = Long.parseLong(value(standby, scans));
        assertThat(value(standby, "SELECT count(*) FROM public.orders WHERE customer = 5"))
                .isEqualTo("50");
        await(standby, "SELECT ((" + scans + ") > " + before + ")::text", "true");
        assertThat(value(primary, scans)).isEqualTo("0");
    }

    private static Program.Run plan(int status, Path state, String... more) {
        List<String> words = new ArrayList<>(
                List.of("plan", "unused-indexes", primary, "--unused-for", "1s", "--apply", "--format", "json"));
        words.addAll(List.of(more));
        Program.Run run = Program.in(folder.resolve("cache"), state).run(words.toArray(String[]::new));
        assertThat(run.status()).as(run.text()).isEqualTo(status);
        return run;
    }

    private static List<String> titles(JsonNode plan) {
        List<String> titles = new ArrayList<>();
        plan.path("operations").forEach(o -> titles.add(o.path("title").asString()));
        return titles;
    }

    @Test
    void whatTheStandbyUsesStays() {
        Path state = folder.resolve("state");
        assertThat(titles(plan(0, state).json())).isEmpty();
        LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
        JsonNode alone = plan(0, state).json();
        assertThat(titles(alone)).as("a standby was not asked").isEmpty();
        assertThat(alone.path("notes").toString())
                .contains("1 replica is attached, and 0 given")
                .contains("Index use was read on the primary alone");

        plan(0, state, "--replica", standby);
        useOnTheStandby();
        LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
        JsonNode asked = plan(0, state, "--replica", standby).json();
        assertThat(titles(asked)).containsExactly("Drop index public.idle");
        assertThat(asked.path("notes").toString())
                .contains("Index use was read on the primary and "
                        + target(standby).describe())
                .contains("public.reports was used");
        assertThat(value(primary, "SELECT count(*) FROM pg_class WHERE relname IN ('idle', 'reports')"))
                .isEqualTo("1");
        Program.Run undo = Program.in(folder.resolve("cache"), state).run("undo", "--all", primary);
        assertThat(undo.status()).as(undo.text()).isZero();
        assertThat(value(primary, "SELECT count(*) FROM pg_class WHERE relname IN ('idle', 'reports')"))
                .isEqualTo("2");
    }

    @Test
    void whatIsNoOtherStandbyIsRefused() {
        Path state = folder.resolve("other");
        assertThat(plan(2, state, "--replica", primary).text()).contains("is no standby of this primary");
        String again = standby.replace("127.0.0.1", "localhost");
        assertThat(plan(2, state, "--replica", standby, "--replica", again).text())
                .contains("was given before");
    }
}
