package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code batch archive}: moves rows to another table. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Moves rows to another table chunk by chunk, and checks that as many arrive as leave. The same"
                + " command again goes on where an interrupted one was.")
final class ArchiveCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BatchCommand batch;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    JobFlags flags = new JobFlags();

    @Option(
            names = "--to",
            paramLabel = "TABLE",
            required = true,
            description = "Schema and name of the receiving table; it is made, closed to others, if it is not there.")
    String archive = "";

    @Option(names = "--where", paramLabel = "SQL", required = true, description = "Which rows: a condition.")
    String condition = "";

    @Override
    public Integer call() {
        try (Console console = new Console(batch == null ? null : batch.cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            console.show(
                    pgwright.batch().archive(place, flags.table, archive, condition, flags.options(), flags.dryRun));
            return 0;
        }
    }
}
