package dev.pgwright.spark;

import dev.pgwright.batch.score.ScoreSpec;
import dev.pgwright.batch.score.SparkEngine;
import dev.pgwright.batch.score.SparkOptions;
import dev.pgwright.batch.score.SpecFile;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.report.Format;
import dev.pgwright.report.RenderOptions;
import dev.pgwright.report.Reports;
import dev.pgwright.report.ScoreReport;
import dev.pgwright.text.Redaction;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch score} on Apache Spark: started by spark-submit, or by java with {@code --master local[*]}. */
@Command(
        name = "pgwright-spark",
        mixinStandardHelpOptions = true,
        description = "Scores every user against every item on Apache Spark, and swaps the best in as one whole"
                + " generation: the rows are those of batch score.")
public final class SparkScore implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "URI or service name, for the driver alone.")
    @Nullable
    String target;

    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The scoring description (YAML).")
    Path spec = Path.of("");

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Where Spark runs, for example local[*]; spark-submit has its own option.")
    @Nullable
    String master;

    @Option(
            names = "--users-per-task",
            paramLabel = "N",
            defaultValue = "0",
            description = "0: three tasks for each core, of 20,000 users at most (default).")
    int usersPerTask;

    @Option(
            names = "--items-per-task",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Items that a task holds in memory at most (default: 1000000, about 250 MB).")
    int itemsPerTask = 1_000_000;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "text, json, markdown, html.")
    Format format = Format.TEXT;

    private SparkScore() {}

    /** Runs one command line. */
    public static void main(String[] arguments) {
        Redaction redaction = Redaction.of(arguments);
        int status = new CommandLine(new SparkScore())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line, redaction))
                .execute(arguments);
        if (status != 0) {
            // an exception is how a driver fails: Spark's own ways of starting it know nothing else
            throw new IllegalStateException("pgwright-spark ended with status " + status);
        }
    }

    private static int failed(Exception e, CommandLine line, Redaction redaction) throws Exception {
        if (!(e instanceof PgwrightException ours)) {
            throw e;
        }
        line.getErr().println("pgwright: " + redaction.in(ours.what()));
        line.getErr().println(redaction.in(ours.advice()));
        return ours.code().exitStatus();
    }

    @Override
    public Integer call() {
        ScoreSpec description = SpecFile.read(spec);
        Target where = new TargetParser(System.getenv(), Path.of(System.getProperty("user.home")))
                .parse(target == null ? "" : target);
        SparkConf conf = new SparkConf().setAppName("pgwright batch score");
        if (master != null) {
            conf.setMaster(master);
        }
        conf.setIfMissing("spark.ui.enabled", "false");
        SparkOptions options = new SparkOptions(usersPerTask, itemsPerTask, 1);
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            SparkEngine engine =
                    new SparkEngine(where, description, spec.toString(), options, what -> System.err.println(what));
            ScoreReport report = ScoreReport.of(where.describe(), engine.run(spark));
            System.out.print(Reports.render(report, format, RenderOptions.plain()));
        }
        return 0;
    }
}
