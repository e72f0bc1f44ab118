package dev.pgwright.cli;

import dev.pgwright.ApplyWishes;
import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.report.PlanReport;
import dev.pgwright.report.Tuning;
import java.io.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code apply}: a plan that another command wrote. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Applies a plan: the JSON of plan, tune or indexes. The changes of plan are made all or none, and"
                + " run again after it was cut off it goes on; those of tune and indexes are tried one by one, and"
                + " what does not help is taken back.")
final class ApplyCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(index = "0", paramLabel = "PLAN", description = "JSON file of plan, tune or indexes.")
    Path plan = Path.of("");

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    ChangeOptions changes = new ChangeOptions();

    @Option(names = "--whole", description = "All changes or none, for a plan of tune or indexes as well.")
    boolean whole;

    @Option(
            names = "--afterwards",
            description = "What the plan has for the time when the work is over: settings go back, say.")
    boolean afterwards;

    @Option(names = "--dry-run", description = "Show statements, locks and estimates, and change nothing.")
    boolean dryRun;

    @Option(
            names = "--yes",
            description = "Do not ask on a terminal. What the plan shows is done, or nothing: when the database or an"
                    + " estimate is another one by now, it is refused.")
    boolean yes;

    @Override
    public Integer call() {
        try (dev.pgwright.cli.Console console = new dev.pgwright.cli.Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            if (dryRun) {
                console.show(pgwright.show(place, plan, afterwards));
                return ExitStatusOf.DONE;
            }
            if (!yes && !isAgreed(console, pgwright, place)) {
                console.say("Nothing was changed.");
                return ExitStatusOf.DONE;
            }
            ApplyWishes wishes = changes.wishes(whole);
            Tuning tuning = pgwright.apply(place, plan, afterwards, wishes);
            console.show(tuning);
            return ExitStatusOf.tuning(tuning);
        }
    }

    /** Asks whoever sits at a terminal; a script has read the plan before. */
    private boolean isAgreed(dev.pgwright.cli.Console console, Pgwright pgwright, Place place) {
        Console terminal = System.console();
        if (terminal == null) {
            return true;
        }
        PlanReport shown = pgwright.show(place, plan, afterwards);
        shown.operations().forEach(step -> console.say(step.operation().title() + "  [" + step.lock() + "]"));
        String answer = terminal.readLine(
                "Make these %d changes? [y/N] ", shown.operations().size());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
