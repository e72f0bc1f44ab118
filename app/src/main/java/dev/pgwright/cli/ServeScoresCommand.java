package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.batch.score.ScoreEndpoint;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.Secret;
import java.io.IOException;
import java.nio.file.Files;
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
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with a token that requests must send (Authorization: Bearer TOKEN); without it,"
                    + " PGWRIGHT_SERVE_TOKEN. Needed to serve other machines.")
    @Nullable
    Path tokenFile;

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
            try (ScoreEndpoint endpoint =
                    pgwright.batch().serveScores(place, spec, host, port, access(), Duration.ofSeconds(readAgain))) {
                console.print("Scores are served at http://" + host + ":" + endpoint.port() + "/score/USER\n");
                while (!Interruption.isRequested()) {
                    Thread.sleep(200);
                }
                Interruption.noticed(); // an interruption is how it ends
            }
            return 0;
        }
    }

    private ScoreEndpoint.Access access() {
        String token = batch == null || batch.cli == null
                ? null
                : batch.cli.environment().get("PGWRIGHT_SERVE_TOKEN");
        if (tokenFile != null) {
            try {
                token = Files.readString(tokenFile);
            } catch (IOException e) {
                throw new PgwrightException(
                        ErrorCode.BAD_FILE, tokenFile + " cannot be read", "Give another --token-file.", e);
            }
        }
        if (token != null && token.isBlank()) {
            throw new PgwrightException(
                    ErrorCode.USAGE, "The token is empty", "Write one of 20 or more random characters.");
        }
        return new ScoreEndpoint.Access(token == null ? null : new Secret(token.strip()), Duration.ofSeconds(maxAge));
    }
}
