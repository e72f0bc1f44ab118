package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lab}: starts, describes and stops a built-in database. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Starts a built-in database and prints its URI, describes it, or stops it.")
final class LabCommand implements Callable<Integer> {
    /** What to do with it. */
    enum Action {
        START,
        STOP,
        DESCRIBE
    }

    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(index = "0", paramLabel = "NAME", description = "baito, casaora, cdhi or marketplace.")
    String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "start|stop|describe",
            defaultValue = "describe",
            description = "start prints the URI alone; the server then runs until stop.")
    Action action = Action.DESCRIBE;

    @Option(names = "--scale", paramLabel = "N", description = "Size of the lab (default: 1).")
    @Nullable
    Double scale;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright()) {
            console.print(
                    switch (action) {
                        case START -> pgwright.startLab(name, scale) + "\n";
                        case STOP -> pgwright.stopLab(name);
                        case DESCRIBE -> pgwright.describeLab(name);
                    });
            return 0;
        }
    }
}
