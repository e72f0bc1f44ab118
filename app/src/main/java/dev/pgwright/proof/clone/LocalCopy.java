package dev.pgwright.proof.clone;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.text.Words;
import dev.pgwright.twin.SchemaCopy;
import dev.pgwright.twin.TwinGap;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a target on a local server of its major, read in one transaction of one snapshot. The server ends with the
 * proof; one whose process was killed is removed by the next local server that is started.
 */
public final class LocalCopy implements CloneDatabase {
    private static final Duration LOCK = Duration.ofSeconds(1);
    /** Room on disk for the rows, their indexes and those of the proof, in sizes of the rows. */
    private static final double ROOM = 3;

    private static final int FIRST_WITH_EVICTION = 18;

    private static final Map<String, String> SETTINGS = Map.of(
            "autovacuum", "off",
            "shared_buffers", "512MB",
            "max_wal_size", "4GB",
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "max_locks_per_transaction", "1024",
            "lc_messages", "C");

    private final LocalPostgres server;
    private final Snapshot snapshot;
    private final String database;
    private final String words;
    private final List<String> notes;

    private LocalCopy(LocalPostgres server, Snapshot snapshot, String database, String words, List<String> notes) {
        this.server = server;
        this.snapshot = snapshot;
        this.database = database;
        this.words = words;
        this.notes = List.copyOf(notes);
    }

    /**
     * Every row.
     *
     * @param snapshot of the target, taken just before
     * @throws PgwrightException USAGE when it has more than the limit
     */
    public static LocalCopy whole(
            CacheFolder cache, Session target, Snapshot snapshot, CopyLimits limits, Consumer<String> progress) {
        return make(cache, target, snapshot, limits, false, progress);
    }

    /** A consistent part of the rows. */
    public static LocalCopy sample(
            CacheFolder cache, Session target, Snapshot snapshot, CopyLimits limits, Consumer<String> progress) {
        return make(cache, target, snapshot, limits, true, progress);
    }

    private static LocalCopy make(
            CacheFolder cache,
            Session target,
            Snapshot snapshot,
            CopyLimits limits,
            boolean sample,
            Consumer<String> progress) {
        long bytes = new SizeOf(snapshot).bytes();
        if (!sample && bytes > limits.bytes()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    String.format(
                            Locale.ROOT,
                            "The tables take %.1f GB, and a whole copy is limited to %.1f GB",
                            bytes / 1e9,
                            limits.bytes() / 1e9),
                    "Take a part of the rows with --on sample --size 500MB, or raise the limit with --size.");
        }
        requireDisk(cache, sample ? Math.min(bytes, limits.bytes()) : bytes);
        progress.accept("starting a PostgreSQL for the copy");
        LocalPostgres server = SchemaCopy.startServer(cache, snapshot, SETTINGS);
        try {
            return new Filling(server, target, snapshot, limits, sample, progress).fill();
        } catch (SQLException e) {
            server.close();
            throw WriteSession.error(target.target(), e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private record SizeOf(Snapshot snapshot) {
        long bytes() {
            return snapshot.rows(Facts.RELATION).stream()
                    .filter(table ->
                            table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.MATERIALIZED_VIEW)
                    .mapToLong(Sample::bytes)
                    .sum();
        }
    }

    private static void requireDisk(CacheFolder cache, long bytes) {
        try {
            long free = Files.getFileStore(cache.folder("run")).getUsableSpace();
            if (free < ROOM * bytes) {
                throw new PgwrightException(
                        ErrorCode.LOCAL_POSTGRESQL,
                        String.format(
                                Locale.ROOT,
                                "The copy needs about %.1f GB on this machine, and %.1f GB are free",
                                ROOM * bytes / 1e9,
                                free / 1e9),
                        "Set PGWRIGHT_CACHE to a folder with more room, or use --on sample.");
            }
        } catch (IOException e) {
            // the copy itself will say what is wrong with the disk
        }
    }

    /** One copy being made. */
    private record Filling(
            LocalPostgres server,
            Session target,
            Snapshot snapshot,
            CopyLimits limits,
            boolean sample,
            Consumer<String> progress) {
        LocalCopy fill() throws SQLException {
            List<TwinGap> gaps = new ArrayList<>();
            String database = SchemaCopy.createDatabase(server, snapshot, gaps);
            try (Connection connection = server.connect(database)) {
                SchemaCopy schema = new SchemaCopy(snapshot, connection);
                schema.makeTables();
                Sample part =
                        new Sample(snapshot, schema.filled(), sample ? limits : limits.withBytes(Long.MAX_VALUE / 4));
                Limits reading = new Limits(LOCK, limits.statement());
                long bytes = target.read(reading, source -> rows(source, connection, schema, part));
                progress.accept("building indexes and constraints of the copy");
                schema.makeRest();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("RESET ALL");
                    statement.execute("VACUUM (ANALYZE)");
                }
                gaps.addAll(schema.gaps());
                return new LocalCopy(server, snapshot, database, words(bytes, part), notes(part, gaps));
            }
        }

        private long rows(Connection source, Connection sink, SchemaCopy schema, Sample part) throws SQLException {
            try (Statement statement = source.createStatement()) {
                statement.execute(RowPipe.readingSettings());
            }
            RowPipe pipe = new RowPipe(source, sink, limits.bytesPerSecond());
            List<Relation> tables = schema.filled();
            for (int i = 0; i < tables.size(); i++) {
                Relation table = tables.get(i);
                List<Column> columns = schema.columns(table);
                progress.accept("copying rows, table " + (i + 1) + " of " + tables.size() + ": " + table.schema() + "."
                        + table.name());
                if (!columns.isEmpty()) {
                    pipe.copy(part.query(table, columns), table, columns);
                }
            }
            if (sample) {
                progress.accept("copying the rows that they refer to");
                part.close(sink, pipe, schema::columns);
            }
            return pipe.bytes();
        }

        private String words(long bytes, Sample part) {
            String what = sample && part.share() < 1
                    ? String.format(Locale.ROOT, "a sample (%.3g %% of the rows of large tables)", 100 * part.share())
                    : "a whole copy";
            return String.format(
                    Locale.ROOT,
                    "%s on a local PostgreSQL %d, %.1f MB of rows",
                    what,
                    snapshot.server().versionNum() / 10_000,
                    bytes / 1e6);
        }

        private List<String> notes(Sample part, List<TwinGap> gaps) {
            List<String> notes = new ArrayList<>();
            if (sample && part.share() < 1) {
                notes.add("A sample is weaker evidence than a whole copy: tables are smaller, so the planner may choose"
                        + " other plans, and common values are more common than in the database.");
            }
            notes.add("The copy has statistics of its own, freshly vacuumed tables without bloat, and this machine's"
                    + " disk and memory: compare its times with each other, not with the database's.");
            if (!gaps.isEmpty()) {
                notes.add("The copy lacks " + Words.count(gaps.size(), "object", "objects") + ": "
                        + String.join(
                                "; ",
                                gaps.stream().limit(5).map(TwinGap::toString).toList())
                        + (gaps.size() > 5 ? "; ..." : "."));
            }
            return notes;
        }
    }

    @Override
    public Target target() {
        return server.target(database);
    }

    @Override
    public @Nullable String role() {
        return snapshot.server().role();
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    /** The local server. */
    LocalPostgres server() {
        return server;
    }

    /** From 18 on the server can do it itself (pg_buffercache); one before is started anew. */
    @Override
    public boolean emptyBuffers() {
        if (snapshot.server().versionNum() / 10_000 < FIRST_WITH_EVICTION || !isEvicted()) {
            server.restart(() -> {});
        }
        return true;
    }

    private boolean isEvicted() {
        String beside = database.equals("postgres") ? "template1" : "postgres";
        try (Connection connection = server.connect(beside);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_buffercache");
            statement.execute("SELECT pg_buffercache_evict_all()");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
