package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code explain}: the page of a check, or the list of all. */
@Command(name = "explain", mixinStandardHelpOptions = true, description = "Explains a check; without one, lists all.")
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CHECK", description = "Id, such as unindexed-foreign-key.")
    @Nullable
    String check;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright()) {
            if (check == null) {
                console.show(pgwright.checks());
            } else {
                console.print(pgwright.explain(check));
            }
            return 0;
        }
    }
}
