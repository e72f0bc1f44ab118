package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.WriteSession;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database where changes go wrong. After each test nothing of ours is left that is invalid, half done or undecided,
 * and every change that was begun has its entry.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Faults {
    static final String SHOP = "shop";
    static final String INVALID = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    static final String LEFT = "SELECT count(*) FROM pg_class WHERE relname ~ '_cc(new|old)'";
    static final Patience SHORT = new Patience(
            Duration.ofMillis(300),
            Duration.ofMillis(400),
            Duration.ofMillis(1500),
            Duration.ofMillis(1200),
            Duration.ofMillis(500),
            1 << 20,
            null);

    /** Rewrites are taken back at leisure. */
    private static final Patience UNHURRIED = Patience.usual()
            .within(new MaintenanceWindow(
                    EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC));

    ChangeServer server;
    String before;
    private Path file;
    private int begun;
    private int tests;

    @TempDir
    private Path folder;

    @BeforeAll
    void start() {
        server = ChangeServer.start(18);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void create() {
        server.create(SHOP);
        before = server.schema(SHOP);
        file = folder.resolve("ledger-" + ++tests);
        begun = 0;
    }

    @AfterEach
    void nothingIsLeft() {
        try (WriteSession session = server.open(SHOP)) {
            List<Change> recovered = executor(session, UNHURRIED).recover();
            assertThat(recovered).allMatch(change -> change.state() == ChangeState.UNDONE);
            if (!recovered.isEmpty()) {
                assertThat(server.schema(SHOP)).as("after recovery").isEqualTo(before);
            }
        }
        assertThat(ledger().all())
                .as("entries")
                .hasSize(begun)
                .noneMatch(c -> c.state().isUndecided());
        assertThat(server.value(SHOP, INVALID)).as("invalid indexes").isEqualTo(invalidOfOthers());
        assertThat(server.value(SHOP, LEFT)).as("remains").isEqualTo("0");
    }

    /** Indexes that a test made invalid on behalf of somebody else. */
    String invalidOfOthers() {
        return "0";
    }

    FileLedger ledger() {
        return new FileLedger(file);
    }

    Executor executor(WriteSession session, Patience patience) {
        return new Executor(session, ledger(), Clock.systemUTC(), patience);
    }

    Change apply(Operation operation) {
        return apply(operation, SHORT);
    }

    Change apply(Operation operation, Patience patience) {
        try (WriteSession session = server.open(SHOP)) {
            begun++;
            return executor(session, patience).apply(ChangeServer.planned(operation));
        }
    }

    /** Something that begins a change without this class's help. */
    void begins() {
        begun++;
    }

    Change undo(Change change) {
        try (WriteSession session = server.open(SHOP)) {
            return executor(session, SHORT).undo(change, "test");
        }
    }

    Change applied(Operation operation) {
        Change change = apply(operation);
        assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.APPLIED);
        try (WriteSession session = server.open(SHOP)) {
            return executor(session, SHORT).keep(change, List.of(), "test");
        }
    }

    /** Refused for that reason, and nothing is changed. */
    void refused(Operation operation, String why) {
        String now = server.schema(SHOP);
        Change change = apply(operation);
        assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.REFUSED);
        assertThat(change.reason()).containsIgnoringCase(why);
        assertThat(server.schema(SHOP)).isEqualTo(now);
    }

    /** Fails; what it has left cannot be cleared as long as others hold it, and the next run brings all back. */
    void failsUntilOthersEnd(Operation operation) {
        assertThatThrownBy(() -> apply(operation))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("what it left could not be cleared");
        assertThat(ledger().all()).extracting(Change::state).containsExactly(ChangeState.APPLYING);
    }

    void run(String sql) {
        server.run(SHOP, sql);
    }

    /** A session in a transaction that has run these statements. */
    WriteSession inTransaction(String sql) {
        WriteSession session = server.open(SHOP);
        ChangeServer.execute(session, "BEGIN");
        ChangeServer.execute(session, sql);
        return session;
    }

    CompletableFuture<@Nullable Void> meanwhile(Runnable action) {
        return CompletableFuture.runAsync(action).thenApply(nothing -> null);
    }

    void await(String what, BooleanSupplier condition) {
        for (int look = 0; look < 600 && !condition.getAsBoolean(); look++) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    void awaitStatement(String like) {
        await("running: " + like, () -> pidOf(like) > 0);
    }

    /** The session that runs such a statement now; 0 for none. */
    int pidOf(String like) {
        return Integer.parseInt(server.value(
                "postgres",
                "SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '" + like
                        + "' AND pid <> pg_backend_pid()"));
    }
}
