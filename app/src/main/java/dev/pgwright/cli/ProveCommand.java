package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.ProofWishes;
import dev.pgwright.error.ExitStatus;
import dev.pgwright.report.ProofReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code prove}: changes measured on a copy. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description =
                "Measures changes on a copy with real rows, and finds the smallest part of them that gains without"
                        + " making a statement slower. The database is only read. Exit status 1 when not all are proven.")
final class ProveCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(
            index = "0",
            paramLabel = "PLAN",
            description = "JSON of indexes or tune, or a file of CREATE INDEX and DROP INDEX statements.")
    Path plan = Path.of("");

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--workload",
            paramLabel = "FILE",
            description = "Statements with weights, or a server's log; without it, what pg_stat_statements counted. A"
                    + " lab has its own.")
    @Nullable
    Path workload;

    @Option(
            names = "--on",
            paramLabel = "COPY",
            defaultValue = "copy",
            description = "copy: all rows on a local PostgreSQL (default); sample: a consistent part of them; template:"
                    + " CREATE DATABASE ... TEMPLATE on the database's server; or the URI of a copy or branch that"
                    + " nobody else uses.")
    String on = "copy";

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            converter = IndexesCommand.Bytes.class,
            description = "Size of a sample (default: 500MB), or limit of a whole copy (default: 10GB).")
    @Nullable
    Long size;

    @Option(
            names = "--rate",
            paramLabel = "SIZE",
            converter = IndexesCommand.Bytes.class,
            description = "Read at most that much of the database per second, such as 20MB.")
    @Nullable
    Long rate;

    @Option(
            names = "--difference",
            paramLabel = "FACTOR",
            defaultValue = "1.1",
            description = "Factor between run times from which on a difference matters (default: 1.1).")
    double difference = 1.1;

    @Option(
            names = "--longest-run",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Stop a statement after that long (default: 60).")
    int longestRun = 60;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "For samples and confidence intervals (default: 1).")
    long seed = 1;

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            ProofReport report = pgwright.prove(
                    place, new ProofWishes(plan, workload, on, size, rate, difference, longestRun, seed));
            console.show(report);
            return report.refuted().isEmpty() ? ExitStatus.DONE : ExitStatus.FINDINGS;
        }
    }
}
