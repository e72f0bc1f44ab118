package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.batch.score.ScoreOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code batch score}: the best items of each user. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Scores every user against every item by a description, keeps the best, and swaps them in as one"
                + " whole generation.")
final class ScoreCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BatchCommand batch;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "The scoring description (YAML); lab baito has its own.")
    @Nullable
    Path spec;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "embedded",
            description = "embedded: in memory, on all cores (default); sql: on the server, in chunks that resume.")
    ScoreOptions.Engine engine = ScoreOptions.Engine.EMBEDDED;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the embedded engine (default: all cores).")
    @Nullable
    Integer threads;

    @Option(
            names = "--no-pruning",
            description = "Compute every pair, also those that cannot get in. The result is the same.")
    boolean noPruning;

    @Option(names = "--explain", description = "Say what would be done, and do nothing.")
    boolean explain;

    @Option(
            names = "--objects",
            description = "Print SQL for a function that scores one user, and for a cache with its refresh.")
    boolean objects;

    @Option(names = "--back", description = "Show the generation before again.")
    boolean back;

    @Option(names = "--drop", description = "Remove the view and all generations.")
    boolean drop;

    @Override
    public Integer call() {
        try (Console console = new Console(batch == null ? null : batch.cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            if (objects) {
                console.print(pgwright.batch().scoreObjects(place, spec));
            } else if (back) {
                console.print(pgwright.batch().scoreBack(place, spec));
            } else if (drop) {
                console.print(pgwright.batch().dropScore(place, spec));
            } else if (explain) {
                console.show(pgwright.batch().explainScore(place, spec));
            } else {
                console.show(pgwright.batch().score(place, spec, options()));
            }
            return 0;
        }
    }

    private ScoreOptions options() {
        ScoreOptions usual = ScoreOptions.usual();
        int wanted = threads == null ? usual.threads() : Math.max(1, threads);
        return new ScoreOptions(engine, wanted, !noPruning, usual.usersAtATime());
    }
}
