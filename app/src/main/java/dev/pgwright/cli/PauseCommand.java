package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code batch pause}: lets a running job stop. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Lets a running job stop after its present chunk; its own command goes on with it.")
final class PauseCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BatchCommand batch;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--job", paramLabel = "ID", required = true, description = "Number of the job.")
    int job;

    @Override
    public Integer call() {
        try (Console console = new Console(batch == null ? null : batch.cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            console.print(pgwright.batch().pauseJob(place, job));
            return 0;
        }
    }
}
