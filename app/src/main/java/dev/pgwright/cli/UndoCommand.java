package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.Tuning;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code undo}: takes changes back. */
@Command(name = "undo", mixinStandardHelpOptions = true, description = "Takes changes back, the last one first.")
final class UndoCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "Number that ledger shows; several with commas. Leave it out with --all.")
    @Nullable
    String first;

    @Option(names = "--all", description = "All that pgwright changed here.")
    boolean all;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (all && first != null && target.target == null) {
            target.target = first; // with --all the only word is the target
            first = null;
        }
        Set<Long> wanted = numbers(first);
        if (all != wanted.isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE, "Undo needs either a number or --all", "List the numbers with: ./pgwright ledger");
        }
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            Tuning undone = pgwright.undo(place, wanted);
            console.show(undone);
            return 0;
        }
    }

    private static Set<Long> numbers(@Nullable String text) {
        Set<Long> numbers = new TreeSet<>();
        for (String word : text == null ? new String[0] : text.split(",")) {
            try {
                numbers.add(Long.parseLong(word.strip()));
            } catch (NumberFormatException e) {
                throw new PgwrightException(
                        ErrorCode.USAGE,
                        "\"" + word + "\" is not a number of the ledger",
                        "Try: ./pgwright undo --help",
                        e);
            }
        }
        return numbers;
    }
}
