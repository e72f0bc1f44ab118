package dev.pgwright.bench;

import dev.pgwright.batch.JobOptions;
import dev.pgwright.batch.JobOutcome;
import dev.pgwright.batch.partition.ConversionRequest;
import dev.pgwright.batch.partition.Every;
import dev.pgwright.batch.partition.TableConversion;
import dev.pgwright.change.Progress;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/**
 * Lab baito's behaviours become a table of monthly partitions while sessions write to it, then are put back: rows
 * lost and
 * doubled by the writers' own log, and the longest statement of a writer in each stage.
 *
 * <p>{@code PartitionBench SCALE SESSIONS [MAJOR]}
 */
public final class PartitionBench {
    private static final PrintStream OUT = System.out;
    private static final Duration BASELINE = Duration.ofSeconds(10);
    private static final int ROWS = 5_000_000;
    private static final String HASH =
            "count(*) || ' rows, hash ' || coalesce(sum(hashtextextended(ROW(behavior_id, user_id, job_id, action_type,"
                    + " created_at)::text, 0)::numeric), 0)";

    private final Target target;
    private final PartitionWriters writers;
    private final long start = System.nanoTime();

    private PartitionBench(Target target, PartitionWriters writers) {
        this.target = target;
        this.writers = writers;
    }

    /** Prints all figures. */
    public static void main(String[] arguments) throws Exception {
        double scale = Double.parseDouble(arguments[0]);
        int sessions = Integer.parseInt(arguments[1]);
        int major = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 18;
        try (LabServer lab = LabServer.startForRun(
                CacheFolder.of(System.getenv()), Lab.BAITO, scale, major, line -> System.err.println(line))) {
            Target target = new TargetParser(Map.of(), Path.of("")).parse(lab.uri());
            execute(target, "CREATE UNLOGGED TABLE bench_before AS TABLE public.user_behaviors");
            execute(target, "VACUUM (ANALYZE) public.user_behaviors");
            OUT.printf(
                    Locale.ROOT,
                    "PostgreSQL %d, %s behaviours, %d writers, load %.1f, %d processors%n",
                    major,
                    answer(target, "SELECT count(*) FROM public.user_behaviors"),
                    sessions,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.getRuntime().availableProcessors());
            try (PartitionWriters writers = PartitionWriters.start(target, (int) (ROWS * scale), sessions)) {
                new PartitionBench(target, writers).run();
            }
        }
    }

    private void run() throws Exception {
        writers.longestMs();
        long before = writers.statements();
        LockSupport.parkNanos(BASELINE.toNanos());
        OUT.printf(
                Locale.ROOT,
                "without a conversion: %.0f statements/s, longest %.0f ms%n",
                (writers.statements() - before) / (double) BASELINE.toSeconds(),
                writers.longestMs());
        double[] longest = new double[1];
        TableConversion conversion = new TableConversion(target, JobOptions.usual(), stages(longest));
        before = writers.statements();
        JobOutcome done = conversion.convert(
                new ConversionRequest("public.user_behaviors", "created_at", Every.MONTH, 0, true), false);
        longest[0] = Math.max(longest[0], writers.longestMs());
        OUT.printf(
                Locale.ROOT,
                "converted: %.1f s, %,d rows copied in %d chunks, meanwhile %.0f statements/s, longest pause of a writer"
                        + " %.0f ms, longest wait for a lock because of us %d ms%n",
                done.seconds(),
                done.rows(),
                done.chunks(),
                (writers.statements() - before) / done.seconds(),
                longest[0],
                writers.blockedMs());
        done.notes().forEach(note -> OUT.println("    " + note));
        before = writers.statements();
        LockSupport.parkNanos(BASELINE.toNanos());
        OUT.printf(
                Locale.ROOT,
                "afterwards, the old table kept in step: %.0f statements/s, longest %.0f ms%n",
                (writers.statements() - before) / (double) BASELINE.toSeconds(),
                writers.longestMs());
        compare(writers.stop());
        JobOutcome undone = conversion.undo("public.user_behaviors");
        OUT.printf(Locale.ROOT, "taken back: %.1f s; equal to the copy: %s%n", undone.seconds(), same());
    }

    /** Prints the stages that kept a writer longer than usual. */
    private Progress stages(double[] longest) {
        return message -> {
            double pause = writers.longestMs();
            longest[0] = Math.max(longest[0], pause);
            if (!message.contains("chunks done") || pause > 100) {
                OUT.printf(
                        Locale.ROOT,
                        "    %6.1f s, longest so far %4.0f ms: %s%n",
                        (System.nanoTime() - start) / 1e9,
                        pause,
                        message);
            }
        };
    }

    private void compare(Map<Long, String> log) throws Exception {
        execute(target, "CREATE UNLOGGED TABLE bench_log (behavior_id bigint PRIMARY KEY, content text NOT NULL)");
        StringBuilder lines = new StringBuilder();
        log.forEach(
                (id, content) -> lines.append(id).append('\t').append(content).append('\n'));
        try (WriteSession session = WriteSession.open(target)) {
            session.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY bench_log FROM STDIN", new StringReader(lines.toString()));
        }
        String touched = " (SELECT behavior_id FROM bench_log)";
        String untouched = answer(target, "SELECT " + HASH + " FROM bench_before WHERE behavior_id NOT IN" + touched);
        String now =
                answer(target, "SELECT " + HASH + " FROM public.user_behaviors WHERE behavior_id NOT IN" + touched);
        OUT.printf("not touched by a writer: before %s; now %s: %s%n", untouched, now, untouched.equals(now));
        OUT.printf(
                Locale.ROOT,
                "touched by a writer: %,d rows, %s of them there; lost %s, different %s, deleted but there %s%n",
                log.size(),
                answer(target, "SELECT count(*) FROM public.user_behaviors WHERE behavior_id IN" + touched),
                answer(
                        target,
                        "SELECT count(*) FROM bench_log AS l WHERE content <> '' AND NOT EXISTS (SELECT FROM"
                                + " public.user_behaviors AS b WHERE b.behavior_id = l.behavior_id)"),
                answer(
                        target,
                        "SELECT count(*) FROM bench_log AS l JOIN public.user_behaviors AS b USING (behavior_id) WHERE"
                                + " content <> '' AND content <> job_id || ' ' || action_type || ' ' ||"
                                + " extract(epoch FROM created_at)::bigint"),
                answer(
                        target,
                        "SELECT count(*) FROM bench_log AS l JOIN public.user_behaviors AS b USING (behavior_id) WHERE"
                                + " content = ''"));
        OUT.printf(
                "doubled: %s; partitions: %s; old table equal: %s%n",
                answer(target, "SELECT count(*) - count(DISTINCT behavior_id) FROM public.user_behaviors"),
                answer(target, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'public.user_behaviors'::regclass"),
                answer(target, "SELECT " + HASH + " FROM public.user_behaviors")
                        .equals(answer(target, "SELECT " + HASH + " FROM public.user_behaviors_pgwright_old")));
        execute(target, "CREATE UNLOGGED TABLE bench_after AS TABLE public.user_behaviors");
    }

    private boolean same() throws SQLException {
        return answer(target, "SELECT " + HASH + " FROM bench_after")
                .equals(answer(target, "SELECT " + HASH + " FROM public.user_behaviors"));
    }

    private static void execute(Target target, String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute(sql);
        }
    }

    private static String answer(Target target, String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(target);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
