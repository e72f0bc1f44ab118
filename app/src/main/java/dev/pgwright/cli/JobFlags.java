package dev.pgwright.cli;

import dev.pgwright.batch.JobOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a job in chunks runs. */
final class JobFlags {
    private static final int MOST_WORKERS = 2;

    @Option(names = "--table", paramLabel = "TABLE", required = true, description = "Schema and name of the table.")
    String table = "";

    @Option(names = "--dry-run", description = "Try the first chunk, roll it back, and estimate the rest.")
    boolean dryRun;

    @Option(
            names = "--chunk-rows",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Rows of the first chunks (default: 5000); later ones take about half a second each.")
    int chunkRows;

    @Option(
            names = "--pause-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Idle time after each chunk (default: 0).")
    int pauseMillis;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "1", description = "Connections: 1 or 2.")
    int workers;

    @Option(
            names = "--max-lag",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Wait while a replica is further behind (default: 10).")
    int maxLag;

    @Option(
            names = "--max-lock-waits",
            paramLabel = "N",
            defaultValue = "5",
            description = "Wait while more sessions than this wait for locks (default: 5).")
    int maxLockWaits;

    @Option(
            names = "--max-active",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Wait while more sessions than this are active.")
    int maxActive;

    JobOptions options() {
        JobOptions usual = JobOptions.usual();
        return new JobOptions(
                Math.max(1, chunkRows),
                usual.chunkTime(),
                Duration.ofMillis(Math.max(0, pauseMillis)),
                usual.lease(),
                Duration.ofSeconds(Math.max(0, maxLag)),
                Math.max(0, maxLockWaits),
                Math.max(0, maxActive),
                Math.max(1, Math.min(MOST_WORKERS, workers)));
    }
}
