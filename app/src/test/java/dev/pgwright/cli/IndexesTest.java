package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The index advisor on a user's server: what it proposes, what it names, and that it leaves nothing behind. */
class IndexesTest {
    private static UserServer server;

    @TempDir
    private static Path folder;

    private static Program program;
    private static Path cache;
    private static String before = "";

    @BeforeAll
    static void start() throws IOException {
        server = UserServer.start();
        cache = WarmCache.at(folder.resolve("cache"));
        program = Program.in(cache, folder.resolve("state"));
        server.run("shop", text("indexes-shop.sql"));
        server.run("shop", "VACUUM ANALYZE");
        server.run("shop", "GRANT SELECT ON public.orders TO " + UserServer.ROLE);
        before = server.schema("shop");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(cache.resolve("run"))) {
            assertThat(left).as("servers of twins").isEmpty();
        }
        assertThat(server.schema("shop")).isEqualTo(before);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = IndexesTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path workload(String resource) throws IOException {
        return Files.writeString(folder.resolve(resource), text(resource));
    }

    private static JsonNode advice(String target, String resource, String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("indexes", target, "--workload", workload(resource).toString(), "--format", "json"));
        words.addAll(List.of(more));
        Program.Run run = program.run(words.toArray(String[]::new));
        assertThat(run.status()).as(run.text()).isZero();
        return run.json();
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.path(field).asString()));
        return texts;
    }

    private static List<String> serving(JsonNode advice, String statement) {
        List<String> sql = new ArrayList<>();
        advice.path("selected").forEach(index -> {
            if (index.path("serves").toString().contains('"' + statement + '"')) {
                sql.add(index.path("sql").asString());
            }
        });
        return sql;
    }

    @Test
    void oddNamesShapesAndStatements() throws IOException {
        JsonNode advice = advice(server.uri("shop"), "indexes-odd.sql");

        assertThat(serving(advice, "orders-of-a-customer"))
                .hasSize(1)
                .first()
                .asString()
                .contains("(\"customer\"");
        assertThat(serving(advice, "mixed-case"))
                .hasSize(1)
                .first()
                .asString()
                .contains("ON \"sales\".\"OrderLines\"")
                .contains("\"CustomerId\"");
        assertThat(serving(advice, "quotes")).hasSize(1).first().asString().contains("(\"Kind\"");
        assertThat(serving(advice, "wide")).hasSize(1).first().asString().contains("(\"c1600\"");
        assertThat(serving(advice, "partitioned")).isEmpty();
        assertThat(advice.path("notes").toString()).contains("Table public.events is partitioned");

        assertThat(texts(advice.path("leftOut"), "statement")).containsExactly("no-such-column", "no-such-table");
        assertThat(texts(advice.path("leftOut"), "reason")).first().asString().contains("colour");
        assertThat(texts(advice.path("leftOut"), "reason")).last().asString().contains("temporary_things");

        for (JsonNode statement : advice.path("statements")) {
            assertThat(statement.path("calibrated").asBoolean())
                    .as(statement.toString())
                    .isTrue();
            boolean helped = !statement.path("statement").asString().equals("partitioned");
            assertThat(statement.path("relative").asDouble() < 0.5)
                    .as(statement.toString())
                    .isEqualTo(helped);
            assertThat(statement.path("fingerprint").asString()).matches("[0-9a-f]{16}");
        }
        assertThat(advice.at("/cost/relative").asDouble()).isLessThan(0.5);
        assertThat(advice.path("gap").asDouble()).isBetween(0.0, 0.05);
    }

    @Test
    void aBudgetIsKept() throws IOException {
        JsonNode small = advice(server.uri("shop"), "indexes-odd.sql", "--budget", "1.5MB");
        long bytes = 0;
        for (JsonNode index : small.path("selected")) {
            bytes += index.path("bytes").asLong();
        }
        assertThat(bytes).isPositive().isLessThanOrEqualTo(1_500_000);
        assertThat(small.at("/budget/bytes").asLong()).isEqualTo(1_500_000);
        assertThat(small.at("/budget/why").isNull()).isTrue();
    }

    @Test
    void whatIsWrittenMuchGetsFewerIndexes() throws IOException {
        JsonNode advice = advice(server.uri("shop"), "indexes-writes.sql");

        List<String> quiet = texts(advice.path("selected"), "table").stream()
                .filter("public.quiet"::equals)
                .toList();
        List<String> busy = texts(advice.path("selected"), "table").stream()
                .filter("public.busy"::equals)
                .toList();
        assertThat(quiet).hasSize(3);
        assertThat(busy).hasSizeLessThan(quiet.size());
        for (JsonNode index : advice.path("selected")) {
            double penalty = index.path("writePenalty").asDouble();
            boolean written = index.path("table").asString().equals("public.busy");
            assertThat(penalty > 0).as(index.toString()).isEqualTo(written);
            assertThat(index.path("gain").asDouble()).isPositive();
        }
    }

    @Test
    void theSavedSnapshotIsEnough() throws IOException {
        program.run(
                "diagnose", server.uri("shop"), "--out", folder.resolve("out").toString());
        Path snapshot;
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            snapshot = files.filter(file -> file.endsWith("snapshot.json"))
                    .findFirst()
                    .orElseThrow();
        }
        JsonNode live = advice(server.uri("shop"), "indexes-writes.sql");
        JsonNode saved = advice(snapshot.toString(), "indexes-writes.sql");

        assertThat(texts(saved.path("selected"), "sql"))
                .containsExactlyInAnyOrderElementsOf(texts(live.path("selected"), "sql"));
        assertThat(saved.at("/statements/0/calibrated").isNull()).isTrue();
        Program.Run run = program.run("indexes", snapshot.toString(), "--hypopg");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("saved snapshot");
    }

    @Test
    void aRoleThatMayReadOneTableOnly() throws IOException {
        String password =
                URLEncoder.encode(UserServer.PASSWORD, StandardCharsets.UTF_8).replace("+", "%20");
        String uri = "postgresql://" + UserServer.ROLE + ":" + password + "@127.0.0.1:" + server.port() + "/shop";
        JsonNode advice = advice(uri, "indexes-odd.sql");

        assertThat(serving(advice, "orders-of-a-customer")).hasSize(1);
        assertThat(advice.toString()).doesNotContain(UserServer.PASSWORD).doesNotContain(password);
        for (JsonNode statement : advice.path("statements")) {
            boolean readable = statement.path("statement").asString().equals("orders-of-a-customer");
            assertThat(statement.path("calibrated").asBoolean())
                    .as(statement.toString())
                    .isEqualTo(readable);
        }
    }

    @Test
    void statementsThatTheServerHasCounted() throws IOException {
        for (int i = 0; i < 20; i++) {
            server.count("shop", "SELECT count(*) FROM public.quiet WHERE customer = " + i);
        }
        Program.Run run = program.run("indexes", server.uri("shop"), "--format", "json");
        assertThat(run.status()).as(run.text()).isZero();
        JsonNode advice = run.json();
        assertThat(advice.path("workload").asString()).isEqualTo("pg_stat_statements");
        assertThat(texts(advice.path("selected"), "sql"))
                .anyMatch(sql -> sql.contains("\"quiet\" USING btree (\"customer\""));
    }

    @Test
    void aSignalInTheMiddleOfTheSearch() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process run = program.start(
                folder.resolve("result"),
                err,
                "indexes",
                server.uri("shop"),
                "--workload",
                workload("indexes-odd.sql").toString());
        for (int look = 0;
                look < 2400 && run.isAlive() && !Files.readString(err).contains("searching");
                look++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(run.isAlive()).as(Files.readString(err)).isTrue();
        run.destroy();
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(run.exitValue()).as(Files.readString(err)).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("result"))).isEmpty();
    }

    @Test
    void aLogOfTheServer() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            log.append("2026-02-03 10:00:0" + i % 10 + ".123 UTC [77] LOG:  duration: 31.5 ms  statement: ")
                    .append("SELECT count(*) FROM public.quiet WHERE customer = " + i + "\n");
        }
        Path file = Files.writeString(folder.resolve("postgresql.log"), log);
        Program.Run run = program.run(
                "indexes", server.uri("shop"), "--workload", file.toString(), "--format", "json", "--hypopg");
        assertThat(run.status()).as(run.text()).isZero();
        JsonNode advice = run.json();
        double calls = 0;
        for (JsonNode statement : advice.path("statements")) {
            calls += statement.path("calls").asDouble();
        }
        assertThat(calls).isEqualTo(20);
        assertThat(texts(advice.path("selected"), "sql"))
                .anyMatch(sql -> sql.contains("\"quiet\" USING btree (\"customer\""));
        assertThat(advice.path("secondOpinion").isNull()).isTrue();
        assertThat(advice.path("notes").toString()).contains("CREATE EXTENSION hypopg");

        Files.writeString(file, "2026-02-03 10:00:00.123 UTC [77] LOG:  checkpoint starting: time\n");
        Program.Run empty = program.run("indexes", server.uri("shop"), "--workload", file.toString());
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err().replaceAll("\\s+", " ")).contains("There are no statements to find indexes for");
    }

    @Test
    void aDatabaseWithoutStatements() {
        server.run("postgres", "CREATE DATABASE silent");
        Program.Run run = program.run("indexes", server.uri("silent"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().replaceAll("\\s+", " "))
                .contains("There are no statements to find indexes for")
                .contains("pg_stat_statements")
                .contains("--workload FILE");
        server.run("postgres", "DROP DATABASE silent");
    }
}
