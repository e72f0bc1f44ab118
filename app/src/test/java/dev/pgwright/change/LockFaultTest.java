package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.AddConstraint;
import dev.pgwright.operation.ChangeColumnType;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Reindex;
import dev.pgwright.operation.SetStorageParameter;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.TerminateBackend;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Others hold what a change needs: it gives up in time, nobody waits behind it for long, and nothing is left. */
@SuppressWarnings("try") // a session that only holds its locks is named all the same
@Tag("measuring")
class LockFaultTest extends Faults {
    private static final TableName ORDERS = OperationCases.ORDERS;
    private static final Operation INDEX = CreateIndex.btree(ORDERS, List.of("tenant"), null);
    private static final Operation CHECK = new AddConstraint(ORDERS, "code_small", "CHECK (code < 9)");
    private static final Operation REINDEX = new Reindex(ORDERS, "orders_plain");
    private static final Operation PARAMETER =
            new SetStorageParameter(ORDERS, "autovacuum_vacuum_scale_factor", "0.05", "0.01");
    private static final String WAITED = "other sessions hold what the change has to lock";

    @Test
    void aBuildThatWaitsForAWriterForEverIsGivenUp() {
        try (WriteSession writer = inTransaction("LOCK TABLE orders IN ROW EXCLUSIVE MODE")) {
            failsUntilOthersEnd(INDEX);
        }
    }

    @Test
    void aRebuildThatWaitsForAWriterForEverIsGivenUp() {
        try (WriteSession writer = inTransaction("LOCK TABLE orders IN ROW EXCLUSIVE MODE")) {
            failsUntilOthersEnd(REINDEX);
        }
    }

    @Test
    void aDropThatWaitsForAReaderForEverKeepsTheIndex() {
        try (WriteSession reader = inTransaction("LOCK TABLE orders IN ACCESS SHARE MODE")) {
            failsUntilOthersEnd(new DropIndex(
                    ORDERS,
                    "orders_plain",
                    "CREATE INDEX orders_plain ON public.orders USING btree (placed)",
                    null,
                    true));
        }
    }

    @Test
    void nobodyWaitsLongBehindAChangeThatWaitsForAStrongLock() throws SQLException {
        long longest = 0;
        try (WriteSession reader = inTransaction("SELECT count(*) FROM orders");
                WriteSession other = server.open(SHOP)) {
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> refused(CHECK, WAITED));
            while (!change.isDone()) {
                long begin = System.nanoTime();
                other.execute("SELECT 1 FROM orders LIMIT 1");
                longest = Math.max(longest, System.nanoTime() - begin);
            }
            change.join();
        }
        assertThat(Duration.ofNanos(longest)).isLessThan(SHORT.slice().plusMillis(100));
    }

    @Test
    void aTableThatSomebodyHoldsForHimselfIsNotTouched() {
        try (WriteSession owner = inTransaction("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")) {
            Change change = apply(PARAMETER);
            assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.REFUSED);
        }
    }

    @Test
    void nobodyIsQueuedBehindOthersThatWait() {
        try (WriteSession reader = inTransaction("SELECT count(*) FROM orders");
                WriteSession owner = server.open(SHOP)) {
            ChangeServer.execute(owner, "BEGIN");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> ChangeServer.execute(owner, "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"));
            await(
                    "somebody waits",
                    () -> server.value(
                                    "postgres",
                                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'")
                            .equals("1"));
            Change change = apply(CHECK);
            assertThat(change.state()).isEqualTo(ChangeState.REFUSED);
            assertThat(change.reason()).contains(WAITED);
            ChangeServer.execute(reader, "ROLLBACK");
            waiting.join();
        }
    }

    @Test
    void aLongTransactionIsNamedBeforeABuildBegins() throws InterruptedException {
        try (WriteSession reader = inTransaction("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT 1")) {
            Thread.sleep(SHORT.longTransaction().toMillis() + 50);
            refused(INDEX, "session " + reader.backendPid() + " has been in a transaction");
            assertThat(apply(CHECK).state()).as("what does not wait for it").isEqualTo(ChangeState.APPLIED);
        }
    }

    @Test
    void aPreparedTransactionIsNamedBeforeABuildBegins() throws InterruptedException {
        try (WriteSession session = inTransaction("INSERT INTO customers VALUES (4711, 'x', 1)")) {
            ChangeServer.execute(session, "PREPARE TRANSACTION 'forgotten'");
            Thread.sleep(SHORT.longTransaction().toMillis() + 50);
            refused(INDEX, "the prepared transaction forgotten");
            ChangeServer.execute(session, "ROLLBACK PREPARED 'forgotten'");
        }
        assertThat(apply(INDEX).state()).isEqualTo(ChangeState.APPLIED);
    }

    /** The writer that the build waits for asks for the build's own lock: the server ends one of the two. */
    @Test
    void aDeadlockLeavesAValidIndexOrNone() {
        Patience patient = new Patience(
                SHORT.slice(),
                SHORT.queue(),
                Duration.ofSeconds(8),
                Duration.ofSeconds(4),
                Duration.ofMinutes(1),
                1 << 20,
                null);
        try (WriteSession writer = inTransaction("UPDATE orders SET code = 2 WHERE id = 1")) {
            CompletableFuture<Change> change = CompletableFuture.supplyAsync(() -> apply(INDEX, patient));
            awaitStatement("CREATE INDEX CONCURRENTLY%");
            boolean writerLost = loses(writer, "LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE");
            ChangeServer.execute(writer, "ROLLBACK");
            String outcome = change.handle((done, e) -> e == null ? done.state().name() : e.getMessage())
                    .join();
            assertThat(outcome)
                    .matches(writerLost ? "APPLIED" : "(?s)APPLIED|REFUSED|.*what it left could not be cleared.*");
        }
    }

    private static boolean loses(WriteSession session, String sql) {
        try {
            session.execute(sql);
            return false;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("40P01");
            return true;
        }
    }

    @Test
    void whatTakesLongerThanTheSliceUnderAStrongLockIsNotDone() {
        run("CREATE TABLE big AS SELECT n::int AS n, repeat('x', 100) AS x FROM generate_series(1, 400000) AS n");
        before = server.schema(SHOP);
        Operation rewrite =
                new ChangeColumnType(new TableName("public", "big"), "n", "integer", "bigint", null, List.of());
        refused(rewrite, "needs a maintenance window");
        Instant noon = Instant.parse("2026-05-04T12:00:00Z"); // a Monday
        MaintenanceWindow night = window(LocalTime.of(22, 0), LocalTime.of(4, 0));
        assertThat(at(noon, rewrite, night).reason()).contains("maintenance window");
        assertThat(at(noon.plus(Duration.ofHours(14)), rewrite, night).state()).isEqualTo(ChangeState.APPLIED);
    }

    private static MaintenanceWindow window(LocalTime from, LocalTime to) {
        return new MaintenanceWindow(EnumSet.of(DayOfWeek.MONDAY), from, to, ZoneOffset.UTC);
    }

    private Change at(Instant moment, Operation operation, MaintenanceWindow window) {
        try (WriteSession session = server.open(SHOP)) {
            begins();
            return new Executor(session, ledger(), Clock.fixed(moment, ZoneOffset.UTC), SHORT.within(window))
                    .apply(ChangeServer.planned(operation));
        }
    }

    @Test
    void aClockThatJumpsChangesNothingButTheTimesInTheLedger() {
        Instant now = Instant.parse("2026-05-04T12:00:00Z");
        MaintenanceWindow always = window(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        Change first = at(now, INDEX, always);
        try (WriteSession session = server.open(SHOP)) {
            Clock past = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
            Executor executor = new Executor(session, ledger(), past, SHORT);
            assertThat(executor.recover()).extracting(Change::id).containsExactly(first.id());
        }
        assertThat(server.schema(SHOP)).isEqualTo(before);
        assertThat(ledger().all().get(0).changedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aBuildThatTheAdministratorCancelsLeavesNothing() {
        try (WriteSession writer = inTransaction("LOCK TABLE orders IN ROW EXCLUSIVE MODE")) {
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> failsUntilOthersEnd(INDEX));
            awaitStatement("CREATE INDEX CONCURRENTLY%");
            run("SELECT pg_cancel_backend(" + pidOf("CREATE INDEX CONCURRENTLY%") + ")");
            change.join();
        }
    }

    @Test
    void aBuildWhoseSessionIsEndedIsTakenBackByTheNextRun() {
        try (WriteSession writer = inTransaction("LOCK TABLE orders IN ROW EXCLUSIVE MODE")) {
            CompletableFuture<Change> change = CompletableFuture.supplyAsync(() -> apply(INDEX));
            awaitStatement("CREATE INDEX CONCURRENTLY%");
            run("SELECT pg_terminate_backend(" + pidOf("CREATE INDEX CONCURRENTLY%") + ")");
            assertThatThrownBy(change::join).hasMessageContaining("was lost");
        }
        assertThat(server.value(SHOP, INVALID)).as("what it left").isEqualTo("1");
        assertThat(ledger().all()).extracting(Change::state).containsExactly(ChangeState.APPLYING);
    }

    @Test
    void theSessionThatIsMeantIsEndedAndNoOther() {
        try (WriteSession idle = inTransaction("SELECT 1")) {
            String start = server.value(
                    SHOP, "SELECT backend_start::text FROM pg_stat_activity WHERE pid = " + idle.backendPid());
            refused(new TerminateBackend(idle.backendPid(), "2020-01-01 00:00:00+00", false), "has ended by itself");
            Operation end = new TerminateBackend(idle.backendPid(), start, false);
            assertThat(apply(end).state()).isEqualTo(ChangeState.APPLIED);
            await(
                    "it is gone",
                    () -> server.value(SHOP, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + idle.backendPid())
                            .equals("0"));
            refused(end, "has ended by itself");
        }
    }

    @Test
    void twoAtOnceNeverMeet() {
        try (WriteSession one = server.open(SHOP);
                WriteSession two = server.open(SHOP)) {
            Executor.claim(one);
            assertThatThrownBy(() -> Executor.claim(two))
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining("Another pgwright");
        }
        try (WriteSession three = server.open(SHOP)) {
            Executor.claim(three);
        }
    }
}
