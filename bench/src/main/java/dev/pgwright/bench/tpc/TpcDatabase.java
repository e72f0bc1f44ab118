package dev.pgwright.bench.tpc;

import dev.pgwright.change.Progress;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.KeptPostgres;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database with a benchmark's tables at a scale, on a server of its own whose folder is kept: made at the first use,
 * there within a second or two later. There is no index and no key. The planner has its default settings.
 *
 * <p>Rows are the same on every machine. Statistics are not quite: ANALYZE draws its sample anew each time and takes no
 * seed, so planner costs of two such databases differ by about one part in a hundred. The server does not vacuum or
 * analyze by itself; within one folder the statistics stay what they were.
 */
public final class TpcDatabase implements AutoCloseable {
    /** Names the folder that holds the folders of all benchmark databases. */
    public static final String HOME_PROPERTY = "tpc.home";

    private static final String LOADED = "loaded";

    private final Benchmark benchmark;
    private final String uri;
    private final @Nullable KeptPostgres own;

    private TpcDatabase(Benchmark benchmark, String uri, @Nullable KeptPostgres own) {
        this.benchmark = benchmark;
        this.uri = uri;
        this.own = own;
    }

    /** The folder of the system property {@value #HOME_PROPERTY}, else one in the user's cache. */
    public static Path home() {
        String home = System.getProperty(HOME_PROPERTY, "");
        return home.isEmpty() ? CacheFolder.of(System.getenv()).folder("tpc") : Path.of(home);
    }

    /** Opens the database in {@link #home()}. */
    public static TpcDatabase open(Benchmark benchmark, double scale, int major, Progress progress) {
        return open(home(), benchmark, scale, major, progress);
    }

    /**
     * Opens the database; makes it first if need be, and starts its server unless another process did.
     *
     * @param home holds one folder per benchmark, scale and major
     * @param scale 1 is 1 GB of raw data
     */
    public static TpcDatabase open(Path home, Benchmark benchmark, double scale, int major, Progress progress) {
        Path folder = home.resolve(benchmark.prefix()
                + BigDecimal.valueOf(scale).stripTrailingZeros().toPlainString() + "-" + major);
        Optional<String> running = KeptPostgres.running(folder, benchmark.id());
        if (running.isPresent() && Files.exists(folder.resolve(LOADED))) {
            return new TpcDatabase(benchmark, running.get(), null);
        }
        KeptPostgres server = KeptPostgres.start(CacheFolder.of(System.getenv()), folder, options(major));
        try {
            if (!Files.exists(folder.resolve(LOADED))) {
                make(benchmark, scale, server, progress);
                Files.writeString(folder.resolve(LOADED), String.valueOf(scale));
            }
            return new TpcDatabase(benchmark, server.uri(benchmark.id()), server);
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private static LocalPostgres.Options options(int major) {
        return LocalPostgres.Options.ofMajor(major)
                .with("shared_buffers", "1GB") // the planner does not look at it
                .with("autovacuum", "off") // statistics stay as they are drawn
                .with("wal_level", "minimal") // tables filled where they are made need no log
                .with("max_wal_senders", "0")
                .with("max_wal_size", "8GB");
    }

    private static void make(Benchmark benchmark, double scale, KeptPostgres server, Progress progress) {
        String name = Identifiers.quote(benchmark.id());
        try (WriteSession session = WriteSession.open(target(server.uri("postgres")))) {
            session.execute("DROP DATABASE IF EXISTS " + name); // what an interrupted load left
            session.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        new TpcLoader(target(server.uri(benchmark.id())), benchmark, progress).load(scale);
    }

    private static Target target(String uri) {
        return new TargetParser(Map.of(), Path.of(System.getProperty("user.home"))).parse(uri);
    }

    public Benchmark benchmark() {
        return benchmark;
    }

    /** URI of the database, without a password. */
    public String uri() {
        return uri;
    }

    /** What {@link #uri()} names. */
    public Target target() {
        return target(uri);
    }

    /** Stops the server if this opened it; the data stay. */
    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
