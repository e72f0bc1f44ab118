package dev.pgwright.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every chunk is done once, whoever stops, crashes or joins in between. */
class TableJobsTest {
    private static final JobOptions SMALL = JobOptions.usual().withChunkRows(100);
    private static final String ADD = "UPDATE public.work SET n = n + 1 WHERE id BETWEEN :from AND :to";

    private static LocalPostgres server;
    private static Target target;

    @BeforeAll
    static void start() {
        server = LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard());
        target = new TargetParser(Map.of(), Path.of("")).parse(server.uri("postgres"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fill() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgwright'"
                + " AND pid <> pg_backend_pid()");
        execute("DROP TABLE IF EXISTS public.work, public.old; CREATE TABLE public.work (id bigint PRIMARY KEY,"
                + " n integer NOT NULL DEFAULT 0, note text GENERATED ALWAYS AS ('row ' || id) STORED);"
                + " INSERT INTO public.work SELECT g * 3 - 7000, 0 FROM generate_series(1, 4321) AS g;"
                + " DROP SCHEMA IF EXISTS pgwright_batch CASCADE");
    }

    private static void execute(String sql) {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String answer(String sql) {
        try (WriteSession session = WriteSession.open(target);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static TableJobs jobs(JobOptions options) {
        return new TableJobs(target, options, Progress.SILENT);
    }

    private static void everyRowWasDoneOnce() {
        assertThat(answer("SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM public.work"))
                .isEqualTo("4321 1 1");
    }

    /** Stops with an error as soon as the text was reported so often. */
    private static Progress stoppingAt(String text, int times) {
        AtomicInteger seen = new AtomicInteger();
        return message -> {
            if (message.contains(text) && seen.incrementAndGet() == times) {
                throw new IllegalStateException("stop here");
            }
        };
    }

    @Test
    void aBackfillGoesOverAllRows() {
        JobOutcome outcome = jobs(SMALL).backfill("public.work", ADD, false);
        assertThat(outcome.state()).isEqualTo("done");
        assertThat(outcome.rows()).isEqualTo(4321);
        assertThat(outcome.chunks()).isGreaterThan(3);
        everyRowWasDoneOnce();
        assertThat(jobs(SMALL).backfill("public.work", ADD, false).resumed())
                .as("what is done is not resumed")
                .isFalse();
    }

    @Test
    void whatStopsGoesOn() {
        Progress stopping = stoppingAt("chunks done", 3);
        assertThatThrownBy(() -> new TableJobs(target, SMALL, stopping).backfill("public.work", ADD, false))
                .hasMessage("stop here");
        assertThat(answer("SELECT sum(n) FROM public.work")).isNotEqualTo("0").isNotEqualTo("4321");
        JobOutcome outcome = jobs(SMALL).backfill("public.work", ADD, false);
        assertThat(outcome.resumed()).isTrue();
        assertThat(outcome.rows()).isEqualTo(4321);
        everyRowWasDoneOnce();
    }

    @Test
    void aWorkerThatDiedInAChunkIsReplacedAtOnce() throws SQLException {
        List<CompletableFuture<?>> running = new ArrayList<>();
        execute("CREATE TABLE IF NOT EXISTS public.hold (id integer)");
        String slow =
                "UPDATE public.work SET n = n + 1 FROM (SELECT pg_sleep(0.05)) AS s WHERE id BETWEEN :from AND :to";
        running.add(CompletableFuture.runAsync(() -> jobs(SMALL).backfill("public.work", slow, false)));
        while (answer("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active'"
                        + " AND pid <> pg_backend_pid()")
                .equals("0")) {
            Thread.onSpinWait();
        }
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgwright'"
                + " AND pid <> pg_backend_pid()");
        assertThatThrownBy(() -> running.get(0).join()).hasCauseInstanceOf(PgwrightException.class);
        long before = System.nanoTime();
        JobOutcome outcome = jobs(SMALL).backfill("public.work", slow, false);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SMALL.lease());
        assertThat(outcome.resumed()).isTrue();
        everyRowWasDoneOnce();
    }

    @Test
    void severalWorkersShareAJob() {
        CompletableFuture<JobOutcome> other =
                CompletableFuture.supplyAsync(() -> jobs(SMALL.withWorkers(2)).backfill("public.work", ADD, false));
        JobOutcome one = jobs(SMALL.withWorkers(2)).backfill("public.work", ADD, false);
        assertThat(other.join().state()).isEqualTo("done");
        // whoever comes when all is done begins it once more: then every row was done twice, and still none left out
        String all = answer("SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM public.work");
        String jobs = answer("SELECT count(*) FROM pgwright_batch.job");
        assertThat(all).isEqualTo("4321 " + jobs + " " + jobs);
        assertThat(one.rows()).isEqualTo(4321);
    }

    @Test
    void aPausedJobStopsAndGoesOn() {
        Progress pausing = message -> {
            if (message.contains("chunks done")) {
                jobs(SMALL).pause(1);
            }
        };
        JobOutcome paused = new TableJobs(target, SMALL, pausing).backfill("public.work", ADD, false);
        assertThat(paused.state()).isEqualTo("paused");
        assertThat(paused.rows()).isPositive().isLessThan(4321);
        assertThat(jobs(SMALL).backfill("public.work", ADD, false).state()).isEqualTo("done");
        everyRowWasDoneOnce();
    }

    @Test
    void rowsAreMovedAndMovedBack() {
        String before = answer("SELECT md5(string_agg(w::text, ',' ORDER BY id)) FROM public.work AS w");
        JobOutcome moved = jobs(SMALL).archive("public.work", "public.old", "id % 2 = 0 -- even ones", false);
        assertThat(moved.rows())
                .isPositive()
                .isEqualTo(Long.parseLong(answer("SELECT count(*) FROM public.old WHERE id % 2 = 0")))
                .isEqualTo(4321 - Long.parseLong(answer("SELECT count(*) FROM public.work")));
        assertThat(answer("SELECT relrowsecurity FROM pg_class WHERE oid = 'public.old'::regclass"))
                .isEqualTo("t");
        assertThat(moved.undo()).contains("--table public.old --to public.work");
        jobs(SMALL).archive("public.old", "public.work", "id % 2 = 0 -- even ones", false);
        assertThat(answer("SELECT md5(string_agg(w::text, ',' ORDER BY id)) FROM public.work AS w"))
                .isEqualTo(before);
    }

    @Test
    void rowsThatDoNotArriveAreNotTaken() {
        execute("CREATE TABLE public.old (LIKE public.work); CREATE FUNCTION public.swallow() RETURNS trigger LANGUAGE"
                + " plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER swallow BEFORE INSERT ON public.old"
                + " FOR EACH ROW EXECUTE FUNCTION public.swallow()");
        assertThatThrownBy(() -> jobs(SMALL).archive("public.work", "public.old", "true", false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("were taken from public.work and 0 put");
        assertThat(answer("SELECT count(*) FROM public.work")).isEqualTo("4321");
        execute("DROP TABLE public.old; DROP FUNCTION public.swallow()");
    }

    @Test
    void aDryRunLeavesNothing() {
        JobOutcome planned = jobs(SMALL).archive("public.work", "public.old", "true", true);
        assertThat(planned.state()).isEqualTo("planned");
        assertThat(planned.notes()).anyMatch(note -> note.contains("100 would change"));
        assertThat(answer("SELECT to_regclass('public.old') IS NULL AND to_regnamespace('pgwright_batch') IS NULL"))
                .isEqualTo("t");
        assertThat(answer("SELECT count(*) FROM public.work")).isEqualTo("4321");
    }

    @Test
    void whatCannotBeChunkedIsRefused() {
        assertThatThrownBy(() -> jobs(SMALL).backfill("public.work", "UPDATE public.work SET n = 1", false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("does not name both ends");
        assertThatThrownBy(() -> jobs(SMALL).backfill("public.none", ADD, false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("public.none does not exist");
        execute("CREATE TABLE public.old (a integer, b integer, PRIMARY KEY (a, b))");
        assertThatThrownBy(() -> jobs(SMALL).backfill("public.old", ADD, false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("no table with a primary key of one column");
        assertThatThrownBy(() -> jobs(SMALL).backfill("work", ADD, false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("not a schema and a name");
    }

    @Test
    void itWaitsWhileOthersWait() {
        List<String> reports = new ArrayList<>();
        JobOptions shy = new JobOptions(
                100, SMALL.chunkTime(), Duration.ZERO, SMALL.lease(), SMALL.mostLag(), -1, SMALL.mostActive(), 1);
        Progress progress = message -> {
            reports.add(message);
            if (message.startsWith("waiting")) {
                throw new IllegalStateException("stop here");
            }
        };
        assertThatThrownBy(() -> new TableJobs(target, shy, progress).backfill("public.work", ADD, false))
                .hasMessage("stop here");
        assertThat(reports).anyMatch(report -> report.contains("sessions wait for locks"));
        assertThat(answer("SELECT max(n) FROM public.work")).isEqualTo("0");
    }
}
