package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ledger}: what was changed. */
@Command(name = "ledger", mixinStandardHelpOptions = true, description = "Lists every change that pgwright made.")
final class LedgerCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            console.show(pgwright.ledger(place));
            return 0;
        }
    }
}
