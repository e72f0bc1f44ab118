package dev.pgwright.cli;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code batch}: long jobs over tables. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        description = "Long jobs over tables, in pieces that can be interrupted and resumed.",
        subcommands = {
            BackfillCommand.class,
            ArchiveCommand.class,
            PartitionCommand.class,
            PauseCommand.class,
            ScoreCommand.class,
            ServeScoresCommand.class
        })
final class BatchCommand implements Runnable {
    @ParentCommand
    @Nullable
    Cli cli;

    @Override
    public void run() {
        throw new PgwrightException(ErrorCode.USAGE, "A job is missing", "Try: ./pgwright batch --help");
    }
}
