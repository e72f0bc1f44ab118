package dev.pgwright.batch.score;

import dev.pgwright.change.Progress;
import dev.pgwright.lab.Lab;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Spark and the embedded engine on lab baito: the same rows, and what each of them costs, for a tenth of the users, for
 * all, and for ten times as many.
 *
 * <p>{@code SparkBench URI MASTER [LARGEST]}: a running baito, Spark's master, and 0.1, 1 (usual) or 10 times the users.
 */
public final class SparkBench {
    private static final PrintStream OUT = System.out;
    private static final String YAML = Lab.BAITO.scoring().orElseThrow();

    private final Target target;
    private final JavaSparkContext spark;

    private SparkBench(Target target, JavaSparkContext spark) {
        this.target = target;
        this.spark = spark;
    }

    /** Prints all figures. */
    public static void main(String[] arguments) throws SQLException {
        Target target = new TargetParser(System.getenv(), Path.of("")).parse(arguments[0]);
        double largest = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 1;
        Stopwatch starting = new Stopwatch();
        SparkConf conf =
                new SparkConf().setAppName("bench").setMaster(arguments[1]).set("spark.ui.enabled", "false");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            OUT.printf(
                    Locale.ROOT,
                    "Spark %s at %s, ready after %.1f s; %d tasks at a time; load %.1f, heap %d MB%n",
                    spark.version(),
                    arguments[1],
                    starting.seconds(),
                    spark.defaultParallelism(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.getRuntime().maxMemory() >> 20);
            SparkBench bench = new SparkBench(target, spark);
            bench.compare("warming up", "WHERE u.user_id % 100 = 3", 1);
            bench.compare("a tenth", "WHERE u.user_id % 10 = 3", 1);
            if (largest >= 1) {
                bench.compare("all", "", 1);
            }
            if (largest >= 10) {
                bench.compare("ten times", "", 10);
            }
        }
    }

    private void compare(String title, String where, int times) throws SQLException {
        execute("DROP VIEW IF EXISTS public.bench_spark_users; CREATE VIEW public.bench_spark_users AS"
                + " SELECT u.user_id::bigint * 1000 + g AS user_id, u.city_cd, u.preferred_category_id, u.min_salary,"
                + " u.preferred_features FROM public.user_wishes AS u CROSS JOIN generate_series(1, " + times
                + ") AS g "
                + where);
        String yaml = YAML.replace("public.user_wishes", "public.bench_spark_users");
        ScoreSpec embedded = spec(yaml, "public.bench_embedded");
        ScoreSpec sparks = spec(yaml, "public.bench_spark");
        double cpu = processCpu();
        print(title, new ScoreRun(target, embedded, "bench", Progress.SILENT).run(ScoreOptions.usual()), cpu);
        cpu = processCpu();
        print(title, new SparkEngine(target, sparks, "bench", SparkOptions.usual(), Progress.SILENT).run(spark), cpu);
        OUT.printf("%s: rows that only one of them has: %s%n", title, answer("""
                SELECT (SELECT count(*) FROM (TABLE public.bench_spark EXCEPT ALL TABLE public.bench_embedded) AS x)
                     + (SELECT count(*) FROM (TABLE public.bench_embedded EXCEPT ALL TABLE public.bench_spark) AS y)"""));
        new ScoreRun(target, embedded, "bench", Progress.SILENT).drop();
        new ScoreRun(target, sparks, "bench", Progress.SILENT).drop();
        execute("DROP VIEW public.bench_spark_users");
    }

    private static ScoreSpec spec(String yaml, String view) {
        return SpecFile.parse(yaml.replace("public.best_jobs", view), "bench");
    }

    private static void print(String title, ScoreOutcome outcome, double cpuBefore) {
        OUT.printf(
                Locale.ROOT,
                "%s, %s: %d users x %d items: read %.2f score %.2f write %.2f total %.2f s; %.1f s of processor time"
                        + " here; %d rows, %d pairs passed over%n",
                title,
                outcome.engine(),
                outcome.users(),
                outcome.items(),
                outcome.seconds().read(),
                outcome.seconds().score(),
                outcome.seconds().write(),
                outcome.seconds().total(),
                processCpu() - cpuBefore,
                outcome.rowsWritten(),
                outcome.pruned());
    }

    private static double processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
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
