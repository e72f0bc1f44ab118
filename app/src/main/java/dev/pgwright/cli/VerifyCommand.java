package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.report.Verification;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code verify}: what is watched in production. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Looks at changes that are watched (apply --verify), keeps or takes back those whose time is over, and"
                        + " notes what was counted in this hour. Run it every hour, and changes are compared with the"
                        + " same hours of earlier weeks.")
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--now", description = "Conclude all of them now, by what was counted so far.")
    boolean now;

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            Verification verification = pgwright.verify(place, now);
            console.show(verification);
            return ExitStatusOf.verification(verification);
        }
    }
}
