package dev.pgwright.bench;

import dev.pgwright.batch.score.ScoreOptions;
import dev.pgwright.batch.score.ScoreOutcome;
import dev.pgwright.batch.score.ScoreRun;
import dev.pgwright.batch.score.SpecFile;
import dev.pgwright.change.Progress;
import dev.pgwright.lab.Lab;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The batch of lab baito's document, repaired so that it runs, over a few chunks of users and extrapolated to all;
 * then {@code batch score} over all of them. Once with the server's settings and once with those of the document.
 *
 * <p>{@code RepairedBatchBench URI CHUNKS [USERS_OF_A_CHUNK]}: a running baito.
 */
public final class RepairedBatchBench {
    private static final PrintStream OUT = System.out;
    private static final double NANOS = 1e9;
    private static final String AS_IT_IS = "SELECT 1";
    /** Section 2 of the document; its ALTER SYSTEM as settings of the session. */
    private static final String THE_DOCUMENTS =
            "SET max_parallel_workers_per_gather = 4; SET parallel_setup_cost = 100;"
                    + " SET parallel_tuple_cost = 0.01; SET work_mem = '256MB'";

    private final Target target;
    private final int chunks;
    private final int usersOfChunk;
    private final String batch;

    private RepairedBatchBench(Target target, int chunks, int usersOfChunk) throws IOException {
        this.target = target;
        this.chunks = chunks;
        this.usersOfChunk = usersOfChunk;
        try (InputStream in = RepairedBatchBench.class.getResourceAsStream("repaired-batch.sql")) {
            this.batch = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Prints all figures. */
    public static void main(String[] arguments) throws Exception {
        Target target = new TargetParser(System.getenv(), Path.of("")).parse(arguments[0]);
        int chunks = Integer.parseInt(arguments[1]);
        int users = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        new RepairedBatchBench(target, chunks, users).run();
    }

    private void run() throws SQLException {
        long users = number("SELECT count(*) FROM public.users");
        long jobs = number("SELECT count(*) FROM public.jobs WHERE status = 'active'");
        OUT.printf(
                Locale.ROOT,
                "%d users, %d active jobs; load %.1f, %d processors%n",
                users,
                jobs,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
        double asItIs = repaired("the server's settings", AS_IT_IS, users, jobs);
        double documents = repaired("the document's settings", THE_DOCUMENTS, users, jobs);
        ScoreOutcome ours = new ScoreRun(
                        target, SpecFile.parse(Lab.BAITO.scoring().orElseThrow(), "lab"), "lab", Progress.SILENT)
                .run(ScoreOptions.usual());
        OUT.printf(
                Locale.ROOT,
                "batch score, %d users, measured: %.1f s end to end, %d rows written; %.0f times as fast%n",
                ours.users(),
                ours.seconds().total(),
                ours.rowsWritten(),
                Math.min(asItIs, documents) / ours.seconds().total());
    }

    /** Seconds that all users would take. */
    private double repaired(String title, String settings, long users, long jobs) throws SQLException {
        List<Double> seconds = new ArrayList<>();
        long rows = 0;
        try (WriteSession session = WriteSession.open(target)) {
            session.limit(Duration.ofSeconds(5), Duration.ZERO);
            session.execute(settings);
            session.execute("CREATE TEMP TABLE chunk_result (user_id integer, job_id integer, total_score numeric,"
                    + " rank bigint)");
            for (int chunk = 0; chunk < chunks; chunk++) {
                // chunks from the whole range: users with many features cost more
                long first = chunk * (users / chunks) + 1;
                long before = System.nanoTime();
                rows += insert(session, first);
                seconds.add((System.nanoTime() - before) / NANOS);
            }
        }
        Collections.sort(seconds);
        double median = seconds.get(seconds.size() / 2);
        double all = median * users / usersOfChunk;
        OUT.printf(
                Locale.ROOT,
                "repaired SQL, %s: %d chunks of %d users, median %.1f s (%.1f to %.1f), %.2f million pairs per second, %d"
                        + " rows; all %d users: %.2f hours%n",
                title,
                chunks,
                usersOfChunk,
                median,
                seconds.get(0),
                seconds.get(seconds.size() - 1),
                usersOfChunk * jobs / median / 1e6,
                rows,
                users,
                all / 3600);
        return all;
    }

    private int insert(WriteSession session, long first) throws SQLException {
        Integer[] ids =
                IntStream.range(0, usersOfChunk).mapToObj(i -> (int) first + i).toArray(Integer[]::new);
        String sql = "INSERT INTO chunk_result " + batch.replace("$1", "?");
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setArray(1, session.connection().createArrayOf("int4", ids));
            return statement.executeUpdate();
        }
    }

    private long number(String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(target)) {
            return answer(session, sql);
        }
    }

    private static long answer(WriteSession session, String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
