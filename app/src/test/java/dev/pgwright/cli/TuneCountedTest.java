package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code tune} with nothing but what the server itself knows of its past: counted statements, or its log. */
@Tag("measuring")
class TuneCountedTest {
    private static final String SLOW = "SELECT count(*) FROM orders WHERE customer = 4711";
    /** What is sent under pgwright's own name is no workload. */
    private static final String APPLICATION = "SET application_name = 'shop'; ";

    private static final Map<Integer, UserServer> SERVERS = new ConcurrentHashMap<>();

    @TempDir
    Path folder = Path.of("");

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(UserServer::close);
        SERVERS.clear();
    }

    private static UserServer server(int major) {
        return SERVERS.computeIfAbsent(major, TuneCountedTest::start);
    }

    private static UserServer start(int major) {
        UserServer server = UserServer.start(LocalPostgres.Options.ofMajor(major)
                .with("logging_collector", "on")
                .with("log_destination", "stderr,csvlog")
                .with("log_filename", "shop.log")
                .with("log_min_duration_statement", "0"));
        server.run("shop", "CREATE TABLE trace (n int)");
        server.run(
                "shop",
                "CREATE FUNCTION leave_trace(n int) RETURNS int LANGUAGE sql AS"
                        + " $$ INSERT INTO trace VALUES (n) RETURNING trace.n $$");
        server.run("shop", "CREATE VIEW tracing AS SELECT leave_trace(id::int) FROM orders WHERE id < 3");
        server.run("shop", "SELECT pg_stat_statements_reset()");
        for (int i = 0; i < 20; i++) {
            server.run("shop", APPLICATION + SLOW);
        }
        for (String sql : List.of(
                "SELECT leave_trace(1) FROM orders WHERE id = 1",
                "SELECT * FROM tracing",
                "SELECT id FROM orders WHERE id = 3 FOR UPDATE",
                "WITH gone AS (DELETE FROM orders WHERE id = -1 RETURNING id) SELECT * FROM gone",
                "UPDATE orders SET note = 'y' WHERE id = 5")) {
            server.run("shop", APPLICATION + sql);
        }
        return server;
    }

    private Program.Run tune(UserServer server, String... more) throws IOException {
        Program program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
        List<String> words = Stream.concat(Stream.of("tune", server.uri("shop"), "--format", "json"), Stream.of(more))
                .toList();
        Program.Run run = program.run(words.toArray(String[]::new));
        assertThat(run.status()).as(run.text()).isZero();
        return run;
    }

    private static long traces(UserServer server) {
        return server.count("shop", "SELECT count(*) FROM public.trace");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void withoutAFileItMeasuresWhatTheServerCounted(int major) throws IOException {
        UserServer server = server(major);
        long traces = traces(server);
        JsonNode dry = tune(server).json();
        assertThat(dry.path("notes").toString()).contains("The workload is from pg_stat_statements");
        assertThat(dry.path("workload").findValuesAsString("statement"))
                .anyMatch(name -> name.startsWith("select orders"))
                .allMatch(name -> name.matches("select (orders|trace) .*"));
        assertThat(dry.path("operations").toString()).contains("customer");
        assertThat(dry.path("notes").toString()).contains("write, or call what may");
        assertThat(traces(server)).as("nothing that writes was run").isEqualTo(traces);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.log", "shop.csv"})
    void aLogIsAWorkload(String name) throws IOException {
        UserServer server = server(18);
        long traces = traces(server);
        Path log = written(server.folder(), name);
        JsonNode dry = tune(server, "--workload", log.toString()).json();
        assertThat(dry.path("notes").toString()).contains("The workload is from the log " + name);
        assertThat(dry.path("operations").toString()).contains("customer");
        assertThat(traces(server)).isEqualTo(traces);
    }

    private static Path written(Path folder, String name) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(it -> it.endsWith(name)).toList()) {
                    if (Files.readString(file).contains("SET note = 'y'")) {
                        return file;
                    }
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new IllegalStateException("no log");
    }

    @Test
    void appliedItKeepsWhatHelps() throws IOException {
        try (UserServer server = start(18)) {
            JsonNode applied = tune(server, "--apply").json();
            JsonNode index = applied.path("operations")
                    .valueStream()
                    .filter(operation -> operation.path("kind").asString("").equals("CreateIndex"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(applied.toPrettyString()));
            assertThat(index.path("state").asString("")).isEqualTo("kept");
            assertThat(applied.path("totals").path("ratio").asDouble(0)).isGreaterThan(2);
        }
    }
}
