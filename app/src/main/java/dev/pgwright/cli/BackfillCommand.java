package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code batch backfill}: a statement for each chunk of a table. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description =
                "Runs a statement for each chunk of a table, in the order of its primary key. The same command again"
                        + " goes on where an interrupted one was.")
final class BackfillCommand implements Callable<Integer> {
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
            names = "--statement",
            paramLabel = "SQL",
            required = true,
            description = "What to run, such as: UPDATE orders SET total = net + tax WHERE id BETWEEN :from AND :to")
    String statement = "";

    @Override
    public Integer call() {
        try (Console console = new Console(batch == null ? null : batch.cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            console.show(pgwright.batch().backfill(place, flags.table, statement, flags.options(), flags.dryRun));
            return 0;
        }
    }
}
