package dev.pgwright.lab;

import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A local server that holds a lab: one that keeps running under the lab's name until it is stopped, or one for the time
 * of a run.
 */
public final class LabServer implements AutoCloseable {
    /** Below this the identities that the workloads name are missing. */
    public static final double SMALLEST_SCALE = 0.05;

    private static final double LARGEST_SCALE = 50;
    private static final String DATABASE = "postgres";
    private static final String SCALE_FILE = "scale";

    private final String uri;
    private final @Nullable LocalPostgres own;

    private LabServer(String uri, @Nullable LocalPostgres own) {
        this.uri = uri;
        this.own = own;
    }

    /** URI of the lab's database, without a password. */
    public String uri() {
        return uri;
    }

    /** True when it was started for this run and ends with it. */
    public boolean isForThisRun() {
        return own != null;
    }

    /** Stops the server if it was started for this run. */
    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    /**
     * The lab that keeps running, or a fresh one until {@link #close()}.
     *
     * @param scale size of the tables, 1 being the usual; null for that of the running one, else 1
     */
    public static LabServer use(CacheFolder cache, Lab lab, @Nullable Double scale, Progress progress) {
        Optional<String> running = running(cache, lab, scale);
        return running.isPresent() ? new LabServer(running.get(), null) : startForRun(cache, lab, scale, progress);
    }

    private static LabServer startForRun(CacheFolder cache, Lab lab, @Nullable Double scale, Progress progress) {
        return startForRun(cache, lab, scale, LocalPostgres.Options.standard().major(), progress);
    }

    /** A fresh lab on a server of that major, until {@link #close()}. */
    public static LabServer startForRun(
            CacheFolder cache, Lab lab, @Nullable Double scale, int major, Progress progress) {
        double size = checked(scale);
        progress.report("lab " + lab.id() + ": starting a PostgreSQL for this run");
        LocalPostgres server = LocalPostgres.start(cache, options(major));
        try {
            load(lab, size, server, progress);
            return new LabServer(server.uri(DATABASE), server);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /**
     * Starts the lab under its name unless it runs; it stays when this process ends.
     *
     * @return its URI
     */
    public static String keepRunning(CacheFolder cache, Lab lab, @Nullable Double scale, Progress progress) {
        double size = checked(scale);
        return cache.locked(
                "lab-" + lab.id(),
                () -> running(cache, lab, scale).orElseGet(() -> startToStay(cache, lab, size, progress)));
    }

    private static String startToStay(CacheFolder cache, Lab lab, double scale, Progress progress) {
        stop(cache, lab); // what an interrupted start may have left
        Thread onExit = new Thread(() -> stop(cache, lab), "stop-half-loaded-lab");
        Runtime.getRuntime().addShutdownHook(onExit);
        boolean loaded = false;
        try {
            progress.report("lab " + lab.id() + ": starting a PostgreSQL that stays");
            LocalPostgres server = LocalPostgres.startNamed(cache, serverName(lab), options());
            load(lab, scale, server, progress);
            Files.writeString(server.folder().resolve(SCALE_FILE), String.valueOf(scale));
            loaded = true;
            return server.uri(DATABASE);
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "The folder of lab " + lab.id() + " cannot be written",
                    "Check the free space, or set PGWRIGHT_CACHE to another folder.",
                    e);
        } finally {
            afterLoading(cache, lab, onExit, loaded);
        }
    }

    private static void afterLoading(CacheFolder cache, Lab lab, Thread onExit, boolean loaded) {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook does the work
        }
        if (!loaded) {
            stop(cache, lab);
        }
    }

    /** URI of the lab that keeps running, whatever its scale. */
    public static Optional<String> running(CacheFolder cache, Lab lab) {
        return running(cache, lab, null);
    }

    private static Optional<String> running(CacheFolder cache, Lab lab, @Nullable Double scale) {
        Path scaleFile = LocalPostgres.folderOfNamed(cache, serverName(lab)).resolve(SCALE_FILE);
        if (!Files.isRegularFile(scaleFile)) {
            return Optional.empty(); // none, or not loaded to the end
        }
        Optional<String> uri = LocalPostgres.runningNamed(cache, serverName(lab), DATABASE);
        if (uri.isPresent() && scale != null) {
            requireScale(lab, scale, scaleFile);
        }
        return uri;
    }

    private static void requireScale(Lab lab, double scale, Path scaleFile) {
        String actual;
        try {
            actual = Files.readString(scaleFile).strip();
        } catch (IOException e) {
            actual = "unknown";
        }
        if (!actual.equals(String.valueOf(scale))) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "Lab " + lab.id() + " is running at scale " + actual + ", not " + scale,
                    "Leave out --scale, or run pgwright lab " + lab.id() + " stop first.");
        }
    }

    /** Stops the lab that keeps running and removes its data; false when there was none. */
    public static boolean stop(CacheFolder cache, Lab lab) {
        return LocalPostgres.stopNamed(cache, serverName(lab));
    }

    private static void load(Lab lab, double scale, LocalPostgres server, Progress progress) {
        TargetParser parser = new TargetParser(Map.of(), server.folder());
        new LabLoader(lab, scale, parser.parse(server.uri(DATABASE)), progress).load();
    }

    private static String serverName(Lab lab) {
        return "lab-" + lab.id();
    }

    /** Room for the WAL of the load, so that it is not held up by checkpoints. */
    private static LocalPostgres.Options options() {
        return options(LocalPostgres.Options.standard().major());
    }

    /** Room for the hundred connections of the documents beside our own. */
    private static LocalPostgres.Options options(int major) {
        return LocalPostgres.Options.ofMajor(major).with("max_wal_size", "4GB").with("max_connections", "150");
    }

    private static double checked(@Nullable Double scale) {
        double size = scale == null ? 1 : scale;
        if (size >= SMALLEST_SCALE && size <= LARGEST_SCALE) {
            return size;
        }
        throw new PgwrightException(
                ErrorCode.USAGE,
                "A lab has a scale from " + SMALLEST_SCALE + " to " + LARGEST_SCALE + ", not " + size,
                "Give another --scale.");
    }
}
