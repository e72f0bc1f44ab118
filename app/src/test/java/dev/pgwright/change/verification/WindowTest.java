package dev.pgwright.change.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.change.Care;
import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeState;
import dev.pgwright.change.Ledgers;
import dev.pgwright.change.MeasuredPlan;
import dev.pgwright.change.Patience;
import dev.pgwright.change.PlanRun;
import dev.pgwright.change.Progress;
import dev.pgwright.change.UndoRun;
import dev.pgwright.change.verification.PlanApplication.Wish;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows on a real server, with a time that the test makes: no waiting, and clocks that jump. */
class WindowTest {
    private static final TableName ITEMS = new TableName("public", "items");
    private static final Operation GOOD = CreateIndex.btree(ITEMS, List.of("owner"), null);
    private static final Operation BAD = new DropIndex(
            ITEMS, "items_kind", "CREATE INDEX items_kind ON public.items USING btree (kind)", null, true);
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private static LocalPostgres server;

    @TempDir
    private Path folder;

    private Target target = target();
    private final JumpingClock clock = new JumpingClock();
    private final List<Duration> pauses = new ArrayList<>();
    private long nanos;

    /** A clock that somebody sets. */
    private static final class JumpingClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void jump(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    static void start() {
        server = LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Target target() {
        return new TargetParser(Map.of(), Path.of("")).parse(server.uri("postgres"));
    }

    @BeforeEach
    void fill() {
        target = target();
        run("DROP SCHEMA IF EXISTS pgwright CASCADE; DROP TABLE IF EXISTS items;"
                + " CREATE EXTENSION IF NOT EXISTS pg_stat_statements;"
                + " CREATE TABLE items (id int PRIMARY KEY, owner int, kind int);"
                + " INSERT INTO items SELECT n, n % 5000, n % 4999 FROM generate_series(1, 50000) AS n;"
                + " CREATE INDEX items_kind ON items (kind); ANALYZE items; SELECT pg_stat_statements_reset()");
        traffic(40);
    }

    private void run(String sql) {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void traffic(int calls) {
        StringBuilder sql = new StringBuilder("SELECT 1;");
        for (int i = 0; i < calls; i++) {
            sql.append("SELECT count(*) FROM items WHERE owner = ").append(i).append(';');
            sql.append("SELECT count(*) FROM items WHERE kind = ").append(i).append(';');
        }
        run(sql.toString());
    }

    private PlanApplication application(Runnable duringPause) {
        return new PlanApplication(
                target,
                new Ledgers(folder),
                Patience.usual(),
                clock,
                () -> nanos,
                duration -> {
                    pauses.add(duration);
                    nanos += duration.toNanos();
                    duringPause.run();
                },
                Progress.SILENT);
    }

    private PlanApplication.Outcome run(Operation operation, Runnable duringPause, boolean waits) {
        MeasuredPlan nothing = new MeasuredPlan(target, List.of(), Care.OF_OTHERS, Progress.SILENT);
        return application(duringPause)
                .run(nothing, "the plan", List.of(new PlanRun.Item(operation, "a test")), new Wish(WINDOW, 1.2, waits));
    }

    private List<ChangeState> states() {
        return new Ledgers(folder).read(target).stream().map(Change::state).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400, -400})
    void theVerdictComesWhenTheTimeIsOverWhateverTheClockSays(int hours) {
        PlanApplication.Outcome outcome = run(
                GOOD,
                () -> {
                    clock.jump(Duration.ofHours(hours));
                    traffic(5);
                },
                true);

        assertThat(states()).containsExactly(ChangeState.KEPT);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(WINDOW);
        assertThat(outcome.verification()).isNotNull();
        assertThat(outcome.measured().changes().get(0).reason()).contains("verified");
        assertThat(outcome.measured().changes().get(0).evidence()).isNotEmpty();
    }

    @Test
    void plainHarmIsNotWatchedToTheEnd() {
        run(BAD, () -> traffic(15), true);

        assertThat(states()).containsExactly(ChangeState.REFUTED);
        assertThat(pauses).hasSizeLessThan(10);
    }

    @Test
    void aProcessThatEndsLeavesTheVerdictToTheNext() {
        assertThatThrownBy(() -> run(
                        GOOD,
                        () -> {
                            throw new IllegalStateException("the process ends here");
                        },
                        true))
                .hasMessageContaining("ends here");
        assertThat(states()).containsExactly(ChangeState.WATCHED);
        traffic(40);

        List<Verifier.Result> early = application(() -> {}).verify(false);
        assertThat(early).singleElement().extracting(Verifier.Result::open).isEqualTo(true);
        List<Verifier.Result> late = application(() -> {}).verify(true);

        assertThat(late).singleElement().extracting(Verifier.Result::open).isEqualTo(false);
        assertThat(states()).containsExactly(ChangeState.KEPT);
        assertThat(application(() -> {}).verify(true)).isEmpty();
    }

    @Test
    void whatSomebodyTookBackIsNoLongerWatched() {
        run(GOOD, () -> {}, false);
        new UndoRun(target, clock, Progress.SILENT).run(new Ledgers(folder), Set.of(1L));

        assertThat(application(() -> {}).verify(true)).isEmpty();
        assertThat(states()).containsExactly(ChangeState.UNDONE);
    }

    @Test
    void hoursAreNotedByEveryLook() {
        application(() -> {}).verify(false);
        traffic(40);
        application(() -> {}).verify(false);

        Map<String, String> hours = new Ledgers(folder).notes(target, "hour");
        assertThat(hours).hasSize(1);
        assertThat(hours.values()).singleElement().asString().contains("\"calls\": 40");
        assertThat(new Ledgers(folder).notes(target, "reading")).containsOnlyKeys("last");
    }
}
