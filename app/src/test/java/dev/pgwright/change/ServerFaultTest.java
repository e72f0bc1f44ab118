package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgwright.check.SchemaDump;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.postgres.local.Restart;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server is stopped, killed, replaced by its standby, or runs out of disk in the middle of building an index. */
class ServerFaultTest {
    private static final Operation INDEX = CreateIndex.btree(new TableName("public", "things"), List.of("kind"), null);

    @TempDir
    private Path folder;

    private CacheFolder cache;
    private Target target;
    private Ledgers ledgers;
    private String before;

    @BeforeEach
    void start() throws IOException {
        cache = CacheFolder.at(WarmCache.at(folder.resolve("cache")));
        LocalPostgres server = LocalPostgres.startNamed(
                cache, "primary", LocalPostgres.Options.standard().with("shared_buffers", "16MB"));
        target = ChangeServer.parse(server.uri("postgres"));
        ledgers = new Ledgers(folder.resolve("state"));
        try (WriteSession session = WriteSession.open(target)) {
            ChangeServer.execute(
                    session,
                    "CREATE TABLE public.things AS SELECT n AS id, n % 9 AS kind FROM generate_series(1, 60000) n");
        }
        before = schema(target);
    }

    @AfterEach
    void stop() {
        LocalPostgres.stopNamed(cache, "primary");
        LocalPostgres.stopNamed(cache, "standby");
    }

    private static String schema(Target target) {
        return SchemaDump.of(target)
                .lines()
                .filter(line -> !line.contains("pgwright.change") && !line.contains("schema pgwright"))
                .collect(Collectors.joining("\n"));
    }

    private static String value(Target target, String sql) {
        try (WriteSession session = WriteSession.open(target)) {
            return String.valueOf(new Look(session).value("(" + sql + ")"));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        for (int look = 0; look < 600 && !condition.getAsBoolean(); look++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    private Change apply() {
        try (WriteSession session = WriteSession.open(target)) {
            Executor.claim(session);
            return new Executor(session, ledgers.open(session), Clock.systemUTC(), Patience.usual())
                    .apply(ChangeServer.planned(INDEX));
        }
    }

    /** Builds an index until it waits for a writer, and lets the server end then. */
    private void buildUntil(Runnable end) {
        WriteSession writer = WriteSession.open(target);
        ChangeServer.execute(writer, "BEGIN; LOCK TABLE public.things IN ROW EXCLUSIVE MODE");
        CompletableFuture<Change> change = CompletableFuture.supplyAsync(this::apply);
        await(
                "the index is there, not valid",
                () -> value(target, "SELECT count(*) FROM pg_index WHERE NOT indisvalid")
                        .equals("1"));
        end.run();
        assertThatThrownBy(change::join).hasMessageContaining("lost");
        writer.close();
    }

    /** The next run finds the entry and clears what is left, once. */
    private void assertTakenBack(Target here) {
        try (WriteSession session = WriteSession.open(here)) {
            Executor.claim(session);
            Ledger ledger = ledgers.open(session);
            assertThat(ledger.all()).extracting(Change::state).containsExactly(ChangeState.APPLYING);
            Executor executor = new Executor(session, ledger, Clock.systemUTC(), Patience.usual());
            assertThat(executor.recover()).extracting(Change::state).containsExactly(ChangeState.UNDONE);
            assertThat(executor.recover()).isEmpty();
        }
        assertThat(schema(here)).isEqualTo(before);
        Change again;
        try (WriteSession session = WriteSession.open(here)) {
            again = new Executor(session, ledgers.open(session), Clock.systemUTC(), Patience.usual())
                    .apply(ChangeServer.planned(INDEX));
        }
        assertThat(again.state()).as(again.reason()).isEqualTo(ChangeState.APPLIED);
        assertThat(again.id()).as("the entry before is not lost").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatGoesAwayInTheMiddleOfABuild(boolean orderly) {
        buildUntil(() -> {
            if (orderly) {
                stopOrderly();
            } else {
                Restart.kill(cache, "primary");
            }
        });
        Restart.start(cache, "primary");
        assertTakenBack(target);
    }

    private void stopOrderly() {
        try {
            Restart.stop(cache, "primary");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStandbyTakesOverInTheMiddleOfABuild() throws IOException, SQLException {
        stopOrderly();
        int port = freePort();
        String password = Objects.requireNonNull(target.password()).reveal();
        Target primary = target;
        Restart.copyAsStandby(
                cache,
                "primary",
                "standby",
                port,
                "host=127.0.0.1 port=" + primary.hosts().get(0).port() + " user=" + primary.user() + " password="
                        + password);
        Restart.start(cache, "primary");
        Target standby = new Target(
                List.of(new Target.Host("127.0.0.1", port)),
                "postgres",
                primary.user(),
                primary.password(),
                primary.options());
        buildUntil(() -> {
            String reached = value(primary, "SELECT pg_current_wal_lsn()::text");
            await("the standby has replayed it", () -> replayed(standby, reached));
            Restart.kill(cache, "primary");
        });
        promote(standby);
        assertTakenBack(standby);
    }

    private static boolean replayed(Target standby, String position) {
        try (Session session = Session.open(standby)) {
            return session.read(connection -> {
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery("SELECT pg_last_wal_replay_lsn() >= '" + position + "'")) {
                    return row.next() && row.getBoolean(1);
                }
            });
        }
    }

    private static void promote(Target standby) {
        try (Session session = Session.open(standby)) {
            boolean promoted = session.read(connection -> {
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery("SELECT pg_promote(true, 60)")) {
                    return row.next() && row.getBoolean(1);
                }
            });
            assertThat(promoted).isTrue();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The index goes to another disk than the database, whose room nobody can tell beforehand. */
    @Test
    void aDiskThatFillsUpLeavesNothing() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        int mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString())
                .start()
                .waitFor();
        assumeTrue(mounted == 0, "only root may mount a small disk");
        try {
            try (WriteSession session = WriteSession.open(target)) {
                ChangeServer.execute(
                        session, "CREATE TABLESPACE tiny LOCATION '" + Files.createDirectory(disk.resolve("t")) + "'");
                ChangeServer.execute(session, "ALTER DATABASE postgres SET default_tablespace = 'tiny'");
            }
            before = schema(target);
            ledgers = new Ledgers(folder.resolve("state"));
            try (WriteSession session = WriteSession.open(target)) {
                Executor executor = new Executor(
                        session, new FileLedger(folder.resolve("ledger")), Clock.systemUTC(), Patience.usual());
                Change change = executor.apply(ChangeServer.planned(INDEX));
                assertThat(change.state()).isEqualTo(ChangeState.REFUSED);
                assertThat(change.reason()).contains("is full");
                assertThat(executor.recover()).isEmpty();
            }
            assertThat(schema(target)).isEqualTo(before);
        } finally {
            LocalPostgres.stopNamed(cache, "primary");
            assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor(30, TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
