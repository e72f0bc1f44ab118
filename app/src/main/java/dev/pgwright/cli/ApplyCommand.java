package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.report.Tuning;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code apply}: a plan that a dry run of tune wrote. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Applies a plan: the JSON of a dry run of tune. With a workload every change is measured, and"
                + " taken back when it does not help.")
final class ApplyCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(index = "0", paramLabel = "PLAN", description = "JSON file of tune --format json.")
    Path plan = Path.of("");

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--workload",
            paramLabel = "FILE",
            description = "Statements with weights, or a server's log (stderr, csvlog or jsonlog, packed or not);"
                    + " without it, what pg_stat_statements counted. A lab has its own.")
    @Nullable
    Path workload;

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            Tuning tuning = pgwright.apply(place, plan, workload);
            console.show(tuning);
            return Console.status(tuning);
        }
    }
}
