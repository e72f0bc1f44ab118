package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.RlsWishes;
import dev.pgwright.error.ExitStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rls}: row-level security. */
@Command(
        name = "rls",
        mixinStandardHelpOptions = true,
        description = "Says which row-level security policies are slow or unsafe and why, repairs the slow ones, and"
                + " proves that the repaired ones let the same rows through. Changes nothing; its JSON is a plan for"
                + " apply.")
final class RlsCommand implements Callable<Integer> {
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
            description = "Statements with roles and claims, to be timed before and after; without it, what"
                    + " pg_stat_statements counted. A lab has its own.")
    @Nullable
    Path workload;

    @Option(
            names = "--on",
            paramLabel = "COPY",
            defaultValue = "copy",
            description = "copy: all rows on a local PostgreSQL (default); sample: a consistent part of them; none:"
                    + " generated rows alone.")
    String on = "copy";

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            converter = IndexesCommand.Bytes.class,
            description = "Size of a sample (default: 500MB), or limit of a whole copy (default: 10GB).")
    @Nullable
    Long size;

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright()) {
            console.show(pgwright.rls(target.target, target.lab, target.scale, new RlsWishes(workload, on, size)));
            return ExitStatus.DONE;
        }
    }
}
