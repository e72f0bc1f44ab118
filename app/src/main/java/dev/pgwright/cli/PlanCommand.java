package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.PlanWishes;
import dev.pgwright.advice.workflow.Workflow;
import dev.pgwright.report.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code plan}: preparation and maintenance. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what is to be done, in order, with locks and estimates, and changes nothing without --apply.",
            "  quick-wins      what is cheap, safe and soon done",
            "  pre-batch       statistics, indexes, settings and memory for the statements of a batch",
            "  weekly, monthly upkeep by need: vacuum, analyze, bloated indexes, materialized views, partitions",
            "  unused-indexes  watched on every replica, then dropped with the definition kept"
        })
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "quick-wins, pre-batch, weekly, monthly or unused-indexes.")
    String name = "";

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    ChangeOptions changes = new ChangeOptions();

    @Option(names = "--apply", description = "Do it, all or none, with figures before and after.")
    boolean apply;

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            description = "pre-batch: which statements of the workload are the batch's, such as 'batch-*'.")
    @Nullable
    String only;

    @Option(names = "--role", paramLabel = "ROLE", description = "pre-batch: the role that the batch logs in as.")
    @Nullable
    String role;

    @Option(
            names = "--replica",
            paramLabel = "TARGET",
            description = "unused-indexes: a replica whose queries use indexes as well; repeat it for each.")
    List<String> replicas = List.of();

    @Option(
            names = "--unused-for",
            paramLabel = "TIME",
            converter = ChangeOptions.Spans.class,
            description = "unused-indexes: how long an index has to be unused (default: 30d).")
    Duration unused = Duration.ofDays(30);

    @Override
    public Integer call() {
        PlanWishes wishes = new PlanWishes(Workflow.named(name), changes.workload, only, role, replicas, unused);
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            if (!apply) {
                console.show(pgwright.plan(place, wishes));
                return ExitStatusOf.DONE;
            }
            Tuning tuning = pgwright.plan(place, wishes, changes.wishes(true));
            console.show(tuning);
            return ExitStatusOf.tuning(tuning);
        }
    }
}
