package dev.pgwright.batch.score;

import dev.pgwright.batch.score.ScoreOptions.Engine;
import dev.pgwright.change.Progress;
import dev.pgwright.lab.Lab;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Scoring on lab baito: end to end, the rate of one thread by its own processor time, growth with the users, and the
 * sql
 * engine's answer for a sample.
 *
 * <p>Arguments: URI of the lab, runs, largest factor of the users; "growth" for the growth alone.
 */
public final class ScoreBench {
    private static final PrintStream OUT = System.out;
    private static final double NANOS = 1e9;
    private static final int SAMPLE = 200;
    private static final int RATED_USERS = 1000;
    private static final String YAML = Lab.BAITO.scoring().orElseThrow();

    private final Target target;
    private final int runs;

    private ScoreBench(Target target, int runs) {
        this.target = target;
        this.runs = runs;
    }

    /** Prints all figures. */
    public static void main(String[] arguments) throws SQLException {
        Target target = new TargetParser(System.getenv(), Path.of("")).parse(arguments[0]);
        ScoreBench bench = new ScoreBench(target, Integer.parseInt(arguments[1]));
        OUT.printf(
                "load %.1f, %d processors, heap %d MB%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        bench.rate(false);
        bench.rate(true);
        if (arguments.length > 3 && arguments[3].equals("growth")) {
            bench.growth(Integer.parseInt(arguments[2]));
            return;
        }
        bench.endToEnd(true);
        bench.endToEnd(false);
        bench.growth(Integer.parseInt(arguments[2]));
        bench.sample();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private ScoreOutcome run(String yaml, Engine engine, boolean pruning) {
        ScoreOptions options = new ScoreOptions(engine, ScoreOptions.usual().threads(), pruning, 20);
        return new ScoreRun(target, SpecFile.parse(yaml, "bench"), "bench", Progress.SILENT).run(options);
    }

    private void endToEnd(boolean pruning) {
        List<Double> totals = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            ScoreOutcome outcome = run(YAML, Engine.EMBEDDED, pruning);
            totals.add(outcome.seconds().total());
            OUT.printf(
                    "end to end, %s: read %.2f score %.2f write %.2f total %.2f s; %d pairs, %d passed over, %d rows,"
                            + " peak heap %d MB%n",
                    pruning ? "pruning" : "every pair",
                    outcome.seconds().read(),
                    outcome.seconds().score(),
                    outcome.seconds().write(),
                    outcome.seconds().total(),
                    outcome.pairs(),
                    outcome.pruned(),
                    outcome.rowsWritten(),
                    outcome.peakHeapBytes() >> 20);
        }
        OUT.printf("end to end, %s: median of %d %.2f s%n", pruning ? "pruning" : "every pair", runs, median(totals));
    }

    /** One thread, by the processor time that it got: other programs on the machine do not count. */
    private void rate(boolean pruning) {
        ScoreSpec spec = SpecFile.parse(YAML, "bench");
        Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofMinutes(10));
        try (Session session = Session.open(target)) {
            session.read(limits, connection -> {
                ColumnTypes types = SchemaCheck.check(connection, spec, "bench");
                ScoreSql sql = new ScoreSql(spec, types, ScoreRun.asOf(connection, spec));
                DataCheck.Counts counts = DataCheck.check(connection, sql, types, "bench");
                rate(read(connection, sql, counts), spec.top(), pruning);
                return counts;
            });
        }
    }

    private static ScoreData read(Connection connection, ScoreSql sql, DataCheck.Counts counts) throws SQLException {
        try {
            return DataReader.read(connection, sql, counts);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rate(ScoreData data, int top, boolean pruning) {
        Layout layout = Layout.of(data, pruning);
        int[] positions = layout.positions();
        data.overlaps().forEach(term -> term.prepare(positions));
        Scorer scorer = new Scorer(data, layout, top);
        long[] scores = new long[top];
        int[] places = new int[top];
        List<Double> rates = new ArrayList<>();
        int users = Math.min(RATED_USERS, data.users());
        for (int run = 0; run <= runs; run++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int user = 0; user < users; user++) {
                scorer.score(user, scores, places, 0);
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / NANOS;
            if (run > 0) { // the first is for the compiler
                rates.add((double) users * data.items() / seconds / 1e6);
            }
        }
        OUT.printf(
                "rate of one thread, %s: median of %d %.0f million pairs per second of processor time%n",
                pruning ? "pruning" : "every pair", runs, median(rates));
    }

    private void growth(int largest) throws SQLException {
        for (int times : List.of(1, 3, 10, 30, 100)) {
            if (times > largest) {
                return;
            }
            execute("CREATE OR REPLACE VIEW public.bench_users AS SELECT u.user_id::bigint * 1000 + g AS user_id,"
                    + " u.city_cd, u.preferred_category_id, u.min_salary, u.preferred_features FROM public.user_wishes"
                    + " AS u CROSS JOIN generate_series(1, " + times + ") AS g");
            String yaml = YAML.replace("public.user_wishes", "public.bench_users")
                    .replace("public.best_jobs", "public.bench_best");
            double cpu = processCpu();
            ScoreOutcome outcome = run(yaml, Engine.EMBEDDED, true);
            OUT.printf(
                    "growth: %d users, %d rows: score %.2f write %.2f total %.2f s, %.1f s of processor time here, %.2f ns"
                            + " for each of %d pairs, peak heap so far %d of %d MB%n",
                    outcome.users(),
                    outcome.rowsWritten(),
                    outcome.seconds().score(),
                    outcome.seconds().write(),
                    outcome.seconds().total(),
                    processCpu() - cpu,
                    (processCpu() - cpu) * NANOS / outcome.pairs(),
                    outcome.pairs(),
                    outcome.peakHeapBytes() >> 20,
                    Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private static double processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / NANOS;
    }

    /** The sql engine and the embedded one on users chosen by chance, over all jobs. */
    private void sample() throws SQLException {
        execute("DROP VIEW IF EXISTS public.bench_sample; DROP TABLE IF EXISTS public.bench_chosen;"
                + " CREATE TABLE public.bench_chosen AS SELECT user_id FROM public.users ORDER BY random() LIMIT "
                + SAMPLE
                + "; CREATE VIEW public.bench_sample AS SELECT u.* FROM public.user_wishes AS u"
                + " WHERE u.user_id IN (SELECT c.user_id FROM public.bench_chosen AS c)");
        String yaml = YAML.replace("public.user_wishes", "public.bench_sample");
        ScoreOutcome sql = run(yaml.replace("public.best_jobs", "public.bench_sql"), Engine.SQL, true);
        ScoreOutcome pruned = run(yaml.replace("public.best_jobs", "public.bench_pruned"), Engine.EMBEDDED, true);
        run(yaml.replace("public.best_jobs", "public.bench_every"), Engine.EMBEDDED, false);
        long users = Long.parseLong(answer("SELECT count(*) FROM public.users"));
        OUT.printf(
                "sample of %d users: %d rows by the sql engine in %.1f s (all %d users: %.0f min), by the embedded one in"
                        + " %.2f s%n",
                sql.users(),
                sql.rowsWritten(),
                sql.seconds().score(),
                users,
                sql.seconds().score() / sql.users() * users / 60,
                pruned.seconds().score());
        for (String other : List.of("bench_pruned", "bench_every")) {
            OUT.printf(
                    "rows that only one of bench_sql and %s has: %s%n", other, answer(difference("bench_sql", other)));
        }
        OUT.printf(
                "ties in the sample: %s rows have the score of another row of their user%n",
                answer("SELECT count(*) FROM (SELECT count(*) OVER (PARTITION BY user_id, score) AS n"
                        + " FROM public.bench_sql) AS s WHERE n > 1"));
    }

    private static String difference(String a, String b) {
        return "SELECT (SELECT count(*) FROM (TABLE public." + a + " EXCEPT ALL TABLE public." + b
                + ") AS x) + (SELECT count(*) FROM (TABLE public." + b + " EXCEPT ALL TABLE public." + a + ") AS y)";
    }

    private void execute(String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute(sql);
        }
    }

    private String answer(String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(target);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
