package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A run that is ended in the middle of building an index: by Ctrl-C, by SIGTERM, and by kill -9. */
class InterruptionTest {
    private static final String BUILDING = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND state = 'active'";
    private static final String INVALID = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    private static final String OURS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE application_name = 'pgwright' AND pid <> pg_backend_pid()";

    private static UserServer server;

    @TempDir
    private static Path folder;

    private static Program program;
    private static Path workload;

    @BeforeAll
    static void start() throws IOException {
        server = UserServer.start();
        program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
        workload = Files.writeString(folder.resolve("workload.sql"), UserServer.WORKLOAD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void await(String what, BooleanSupplier condition) {
        for (int look = 0; look < 1200 && !condition.getAsBoolean(); look++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    /** Starts a run and ends it when it builds an index, which waits for a transaction that holds the table. */
    private static Process endedInTheMiddle(Path err, String signal) throws IOException, SQLException {
        Process run;
        try (WriteSession holder = server.open("shop")) {
            holder.connection().setAutoCommit(false);
            holder.execute("LOCK TABLE orders IN ROW EXCLUSIVE MODE");
            run = program.start(
                    folder.resolve("out"),
                    err,
                    "tune",
                    server.uri("shop"),
                    "--apply",
                    "--workload",
                    workload.toString());
            Process started = run;
            await("the index is being built", () -> server.count("shop", BUILDING) > 0 || !started.isAlive());
            assertThat(run.isAlive()).as(Files.readString(err)).isTrue();
            assertThat(server.count("shop", INVALID)).as("the index under way").isEqualTo(1);
            new ProcessBuilder("kill", "-" + signal, String.valueOf(run.pid())).start();
            if (signal.equals("KILL")) {
                await("the server has noticed", () -> server.count("shop", BUILDING) == 0);
            }
        }
        return run;
    }

    /** A shell without job control starts its background jobs with SIGINT ignored, and they cannot undo that. */
    private static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1)) % 2 != 0);
    }

    @ParameterizedTest
    @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
    void aSignalLeavesNothingBehind(String signal, int number, int status)
            throws IOException, SQLException, InterruptedException {
        assumeTrue(!isIgnored(number), "this process was started with SIG" + signal + " ignored");
        String before = server.schema("shop");
        Path err = folder.resolve("err-" + signal);
        Process run = endedInTheMiddle(err, signal);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(Files.readString(err))
                .contains("Interrupted: what was not finished is taken back")
                .doesNotContain("Exception");
        assertThat(run.exitValue()).isEqualTo(status);

        assertThat(server.count("shop", INVALID)).as("invalid indexes").isZero();
        assertThat(server.count("shop", OURS)).as("sessions").isZero();
        JsonNode ledger =
                program.run("ledger", server.uri("shop"), "--format", "json").json();
        assertThat(ledger.path("changes").size()).isPositive();
        ledger.path("changes")
                .forEach(change ->
                        assertThat(change.at("/operation/state").asString()).isIn("undone", "refused"));
        assertThat(program.run("undo", "--all", server.uri("shop")).status()).isZero();
        assertThat(server.schema("shop")).isEqualTo(before);
    }

    @Test
    void whatWasKilledIsTakenBackByTheNextRun() throws IOException, SQLException, InterruptedException {
        String before = server.schema("shop");
        Process run = endedInTheMiddle(folder.resolve("err-KILL"), "KILL");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(server.count("shop", INVALID)).as("what it left").isEqualTo(1);

        Program.Run next = program.run("tune", server.uri("shop"), "--apply", "--workload", workload.toString());
        assertThat(next.status()).as(next.text()).isZero();
        assertThat(next.err()).contains("recovered: Index public.orders");
        assertThat(server.count("shop", INVALID)).as("invalid indexes").isZero();
        assertThat(next.out()).contains("CREATE INDEX CONCURRENTLY");
        assertThat(program.run("undo", "--all", server.uri("shop")).status()).isZero();
        assertThat(server.schema("shop")).isEqualTo(before);
    }

    @Test
    void theServerOfARunEndsWithIt() throws IOException, InterruptedException {
        Path instances = folder.resolve("cache").resolve("run");
        Process run = program.start(
                folder.resolve("out"), folder.resolve("err"), "diagnose", "--lab", "cdhi", "--scale", "0.05");
        await("its server runs", () -> !postmaster(instances).isEmpty() || !run.isAlive());
        ProcessHandle postmaster =
                ProcessHandle.of(Long.parseLong(postmaster(instances))).orElseThrow();
        run.destroy();
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        await("the server has ended", () -> !postmaster.isAlive());
        try (Stream<Path> left = Files.list(instances)) {
            assertThat(left).isEmpty();
        }
    }

    /** Process id of the one server that runs; empty when there is none yet. */
    private static String postmaster(Path instances) {
        try (Stream<Path> all = Files.list(instances)) {
            for (Path instance : all.toList()) {
                if (Files.isRegularFile(instance.resolve("port"))) {
                    Path file = instance.resolve("data").resolve("postmaster.pid");
                    return Files.readAllLines(file).get(0).strip();
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
