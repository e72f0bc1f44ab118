package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code compare}: two snapshots. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares two snapshots or reports: what is fixed, what is new, how figures moved.")
final class CompareCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(index = "0", paramLabel = "A", description = "snapshot.json or findings.json of diagnose --out.")
    Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The later one.")
    Path after = Path.of("");

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright()) {
            console.show(pgwright.compare(before, after));
            return 0;
        }
    }
}
