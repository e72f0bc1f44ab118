package dev.pgwright.batch;

import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code batch backfill} and {@code batch archive}. The same call again resumes what was interrupted. */
public final class TableJobs {
    private static final String TABLE = "SELECT c.relkind::text, greatest(c.reltuples, 0)::bigint, a.attname,"
            + " pg_catalog.format_type(a.atttypid, a.atttypmod), cardinality(i.indkey::int2[]) FROM pg_catalog.pg_class c"
            + " LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary"
            + " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
            + " WHERE c.oid = pg_catalog.to_regclass(?)";
    private static final String COLUMNS = "SELECT a.attname FROM pg_catalog.pg_attribute a"
            + " WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum";

    private final Target target;
    private final JobOptions options;
    private final Progress progress;

    /** On a database. */
    public TableJobs(Target target, JobOptions options, Progress progress) {
        this.target = target;
        this.options = options;
        this.progress = progress;
    }

    /** The table's key and size. */
    private record Table(String key, String keyType, long rows) {}

    /**
     * Runs a statement for each chunk of a table.
     *
     * @param relation schema and name
     * @param statement names both ends of a chunk: {@code ... WHERE id BETWEEN :from AND :to}
     * @param dry tries the first chunk, rolls it back and estimates the rest
     */
    public JobOutcome backfill(String relation, String statement, boolean dry) {
        if (!ChunkJob.hasBothEnds(statement)) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "The statement does not name both ends of a chunk",
                    "Write it with: ... WHERE key BETWEEN :from AND :to");
        }
        return run(
                "backfill",
                relation,
                null,
                dry,
                table -> new ChunkJob("backfill", relation, table.key(), table.keyType(), statement, ""),
                "");
    }

    /**
     * Moves rows to another table, which is made if need be, closed to everybody else.
     *
     * @param condition which rows: an SQL condition on the table's columns
     */
    public JobOutcome archive(String relation, String archive, String condition, boolean dry) {
        String undo = "./pgwright batch archive TARGET --table " + archive + " --to " + relation + " --where " + "'"
                + condition.replace("'", "'\\''") + "'";
        return run("archive", relation, archive, dry, table -> move(relation, archive, condition, table), undo);
    }

    private ChunkJob move(String relation, String archive, String condition, Table table) throws SQLException {
        String key = Identifiers.quote(table.key());
        List<String> names = columns(relation);
        String list = names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        String statement = "WITH taken AS (DELETE FROM " + quoted(relation) + " WHERE " + key
                + " BETWEEN :from AND :to AND ("
                + condition + "\n) RETURNING " + list + "), put AS (INSERT INTO " + quoted(archive) + " (" + list
                + ") OVERRIDING SYSTEM VALUE SELECT " + list
                + " FROM taken RETURNING 1) SELECT (SELECT count(*) FROM taken),"
                + " (SELECT count(*) FROM put)";
        return new ChunkJob("archive", relation, table.key(), table.keyType(), statement, "");
    }

    private static String quoted(String relation) {
        String[] parts = relation.split("\\.", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "\"" + relation + "\" is not a schema and a name with a point between",
                    "Write it as in public.orders.");
        }
        return Identifiers.qualified(parts);
    }

    private interface Making {
        ChunkJob of(Table table) throws SQLException;
    }

    private JobOutcome run(
            String kind, String relation, @Nullable String archive, boolean dry, Making making, String undo) {
        long start = System.nanoTime();
        try (WriteSession session = JobRunner.connect(target)) {
            Table table = table(session, relation);
            String before = archive == null ? "" : makingArchive(session, relation, archive);
            ChunkJob job = making.of(table);
            JobRunner runner = new JobRunner(job, options, progress, session);
            if (dry) {
                return runner.dryRun(table.rows(), before);
            }
            session.execute("BEGIN; " + before + "COMMIT");
            runner.store().setUp();
            JobStore.Opened opened = runner.store().open(job, options.chunkRows());
            progress.report(
                    kind + " " + relation + ": job " + opened.id() + (opened.resumed() ? " goes on" : " begins"));
            work(runner, job, opened.id());
            boolean paused = runner.store().isPaused(opened.id());
            JobStore.Totals totals = runner.store().totals(opened.id());
            if (!paused) {
                runner.store().end(opened.id());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new JobOutcome(
                    opened.id(),
                    kind,
                    relation,
                    paused ? "paused" : "done",
                    totals.chunks(),
                    totals.rows(),
                    seconds,
                    totals.rows() / Math.max(seconds, 1e-9),
                    opened.resumed(),
                    undo,
                    paused ? List.of("The same command goes on with it.") : List.of());
        } catch (SQLException e) {
            throw WriteSession.error(target, e);
        }
    }

    /** Works until a job is done or paused: the caller's connection, and as many others as wished. */
    public void work(JobRunner first, ChunkJob job, int id) throws SQLException {
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<?>> others = new ArrayList<>();
        try {
            for (int i = 1; i < options.workers(); i++) {
                others.add(pool.submit(() -> {
                    try (WriteSession session = JobRunner.connect(target)) {
                        new JobRunner(job, options, Progress.SILENT, session).work(id);
                    }
                    return null;
                }));
            }
            first.work(id);
            for (Future<?> other : others) {
                other.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgwrightException(ErrorCode.INTERRUPTED, "Interrupted", "Run the command again to go on.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Stops a running job after the chunks that its workers are at. */
    public boolean pause(int id) {
        try (WriteSession session = JobRunner.connect(target)) {
            return new JobStore(session).pause(id);
        } catch (SQLException e) {
            throw WriteSession.error(target, e);
        }
    }

    private static Table table(WriteSession session, String relation) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(TABLE)) {
            statement.setString(1, quoted(relation));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new PgwrightException(
                            ErrorCode.USAGE, "Table " + relation + " does not exist", "Correct its name.");
                }
                if (!List.of("r", "p").contains(row.getString(1)) || row.getInt(5) != 1) {
                    throw new PgwrightException(
                            ErrorCode.USAGE,
                            relation + " is no table with a primary key of one column",
                            "Give it one: the job goes over the table in the order of that key.");
                }
                return new Table(row.getString(3), row.getString(4), row.getLong(2));
            }
        }
    }

    private List<String> columns(String relation) throws SQLException {
        try (WriteSession session = JobRunner.connect(target);
                PreparedStatement statement = session.connection().prepareStatement(COLUMNS)) {
            statement.setString(1, quoted(relation));
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** Statements that make the receiving table; empty when it is there. */
    private static String makingArchive(WriteSession session, String relation, String archive) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement("SELECT to_regclass(?)")) {
            statement.setString(1, quoted(archive));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getString(1) != null) {
                    return "";
                }
            }
        }
        return "CREATE TABLE " + quoted(archive) + " (LIKE " + quoted(relation)
                + " INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING STORAGE); ALTER TABLE "
                + quoted(archive) + " ENABLE ROW LEVEL SECURITY; " + Privileges.revokeFromOthers(quoted(archive))
                + "; ";
    }
}
