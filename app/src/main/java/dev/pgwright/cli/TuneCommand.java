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
import picocli.CommandLine.ParentCommand;

/** {@code tune}: the whole loop. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = "Finds what holds the database back, tries each change, keeps what measurably helps and takes the"
                + " rest back. A dry run unless --apply.")
final class TuneCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

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

    @Option(names = "--apply", description = "Make the changes. Every one is measured, and can be taken back.")
    boolean apply;

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            Tuning tuning = pgwright.tune(place, workload, apply);
            console.show(tuning);
            return Console.status(tuning);
        }
    }
}
