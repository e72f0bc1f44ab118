package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.batch.score.ScoreEndpoint;
import dev.pgwright.postgres.Interruption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code batch serve}: scores one user or a list of users on demand. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Answers GET /score/USER and POST /score from memory, and follows changes, until interrupted.")
final class ServeScoresCommand implements Callable<Integer> {
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

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Where to listen.")
    String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", defaultValue = "8642", description = "Its port; 0 for a free one.")
    int port = 8642;

    @Option(
            names = "--max-age",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long caches may keep an answer (Cache-Control).")
    int maxAge = 60;

    @Option(
            names = "--read-again",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "Read everything again after this time, also when no trigger tells of changes.")
    int readAgain = 300;

    @Option(
            names = "--triggers",
            paramLabel = "WHAT",
            description = "install: make triggers that tell of changes, then serve; remove: take them away, and end.")
    @Nullable
    String triggers;

    @Override
    public Integer call() throws InterruptedException {
        try (Console console = new Console(batch == null ? null : batch.cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            if ("remove".equals(triggers)) {
                console.print(pgwright.batch().scoreTriggers(place, spec, false));
                return 0;
            }
            if ("install".equals(triggers)) {
                console.print(pgwright.batch().scoreTriggers(place, spec, true));
            }
            try (ScoreEndpoint endpoint = pgwright.batch()
                    .serveScores(place, spec, host, port, Duration.ofSeconds(maxAge), Duration.ofSeconds(readAgain))) {
                console.print("Scores are served at http://" + host + ":" + endpoint.port() + "/score/USER\n");
                while (!Interruption.isRequested()) {
                    Thread.sleep(200);
                }
            }
            return 0;
        }
    }
}
