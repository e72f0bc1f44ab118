package dev.pgwright.batch;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs and their chunks, in schema pgwright_batch of the database that they work on. One for each connection. */
public final class JobStore {
    private static final int CUT_AT_A_TIME = 8;

    private final WriteSession session;
    private String worker = "";

    /** Over a connection. */
    public JobStore(WriteSession session) {
        this.session = session;
    }

    /** The server's session of a worker, which no later one is like. */
    private static final String WHO = "a.pid || ' ' || extract(epoch FROM a.backend_start)";

    /**
     * A range of keys, both ends included.
     *
     * @param planned rows that it had when it was cut
     */
    record Chunk(int number, String from, String to, int planned) {}

    /** What all runs of a job did so far. */
    public record Totals(long chunks, long rows) {}

    /** A job's number, and whether it had been begun before. */
    public record Opened(int id, boolean resumed) {}

    /** Makes the tables if need be. */
    public void setUp() throws SQLException {
        // IF NOT EXISTS alone fails when two do it at the same time
        session.execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('pgwright batch set-up', 0)); "
                + resource() + " COMMIT");
    }

    private static String resource() {
        try (InputStream in = JobStore.class.getResourceAsStream("jobs.sql")) {
            if (in == null) {
                throw new IllegalStateException("resource missing: batch/jobs.sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String query(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private String worker() throws SQLException {
        if (worker.isEmpty()) {
            worker = String.valueOf(
                    query("SELECT " + WHO + " FROM pg_catalog.pg_stat_activity AS a WHERE a.pid = pg_backend_pid()"));
        }
        return worker;
    }

    /** The job that has this work and is not done, or a new one up to the last key of now. */
    public Opened open(ChunkJob job, int chunkRows) throws SQLException {
        String key = Identifiers.quote(job.key());
        // uuid has no max before 18; a bare name would mean the text in the select list
        String last = query("SELECT t." + key + "::text FROM " + job.quotedRelation() + " AS t ORDER BY t." + key
                + " DESC LIMIT 1");
        int made = update(
                "INSERT INTO pgwright_batch.job (kind, relation, statement, key_type, chunk_rows, last_key, cut_all)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                job.kind(),
                job.relation(),
                job.statement(),
                job.keyType(),
                chunkRows,
                last,
                last == null);
        String id = query(
                "UPDATE pgwright_batch.job SET state = 'running' WHERE relation = ? AND statement = ?"
                        + " AND state <> 'done' RETURNING id",
                job.relation(),
                job.statement());
        if (id == null) {
            throw new PgwrightException(
                    ErrorCode.BUSY, "The job has just been ended by another run", "Look at its rows.");
        }
        return new Opened(Integer.parseInt(id), made == 0);
    }

    /** Takes a chunk for this worker; empty when none is free. */
    Optional<Chunk> claim(int job, long leaseSeconds) throws SQLException {
        String sql =
                "UPDATE pgwright_batch.chunk AS c SET worker = ?, lease_until = clock_timestamp() + ? * interval '1 s'"
                        + " WHERE c.job_id = ? AND c.number = (SELECT o.number FROM pgwright_batch.chunk AS o WHERE o.job_id = ?"
                        + " AND o.done_at IS NULL AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp()"
                        + " OR NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE "
                        + WHO
                        + " = o.worker))"
                        + " ORDER BY o.number FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING c.number, c.from_key, c.to_key,"
                        + " coalesce(c.planned, (SELECT j.chunk_rows FROM pgwright_batch.job AS j WHERE j.id = c.job_id))";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, worker());
            statement.setLong(2, leaseSeconds);
            statement.setInt(3, job);
            statement.setInt(4, job);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Chunk(row.getInt(1), row.getString(2), row.getString(3), row.getInt(4)))
                        : Optional.empty();
            }
        }
    }

    /** Locks a claimed chunk for the transaction; false when another worker took it over meanwhile. */
    boolean hold(int job, Chunk chunk) throws SQLException {
        return query(
                        "SELECT 1 FROM pgwright_batch.chunk WHERE job_id = ? AND number = ? AND worker = ?"
                                + " AND done_at IS NULL FOR UPDATE",
                        job,
                        chunk.number(),
                        worker())
                != null;
    }

    /** Notes a chunk as done; part of the transaction that did it. */
    void done(int job, Chunk chunk, long rows) throws SQLException {
        update(
                "UPDATE pgwright_batch.chunk SET rows = ?, done_at = clock_timestamp(), lease_until = NULL"
                        + " WHERE job_id = ? AND number = ?",
                rows,
                job,
                chunk.number());
    }

    /** Lets a chunk go that could not be done. */
    void release(int job, Chunk chunk) throws SQLException {
        update(
                "UPDATE pgwright_batch.chunk SET lease_until = NULL, worker = NULL WHERE job_id = ? AND number = ?"
                        + " AND worker = ? AND done_at IS NULL",
                job,
                chunk.number(),
                worker());
    }

    /**
     * Cuts the next few chunks; one worker at a time.
     *
     * @return whether there is anything left to wait for or to do
     */
    boolean cut(int id, ChunkJob job) throws SQLException {
        String open = query("SELECT 1 FROM pgwright_batch.job WHERE id = ? AND NOT cut_all FOR UPDATE", id);
        if (open == null) {
            return query("SELECT 1 FROM pgwright_batch.chunk WHERE job_id = ? AND done_at IS NULL LIMIT 1", id) != null;
        }
        for (int i = 0; i < CUT_AT_A_TIME; i++) {
            if (!cutOne(id, job)) {
                update("UPDATE pgwright_batch.job SET cut_all = true WHERE id = ?", id);
                break;
            }
        }
        return true;
    }

    private static String literal(String key, ChunkJob job) {
        return Identifiers.literal(key) + "::" + job.keyType();
    }

    private boolean cutOne(int id, ChunkJob job) throws SQLException {
        String key = Identifiers.quote(job.key());
        String last = query("SELECT last_key FROM pgwright_batch.job WHERE id = ?", id);
        String cutTo = query("SELECT cut_to FROM pgwright_batch.job WHERE id = ?", id);
        String rows = query("SELECT chunk_rows FROM pgwright_batch.job WHERE id = ?", id);
        if (last == null) {
            return false;
        }
        // literals: compared with columns of another table, the key's index would be read from its beginning
        String rest = " FROM " + job.quotedRelation() + " AS t WHERE t." + key + " <= " + literal(last, job)
                + (cutTo == null ? "" : " AND t." + key + " > " + literal(cutTo, job));
        String from = query("SELECT t." + key + "::text" + rest + " ORDER BY t." + key + " LIMIT 1");
        if (from == null) {
            return false;
        }
        String to = query("SELECT k::text FROM (SELECT t." + key + " AS k" + rest + " ORDER BY t." + key + " LIMIT "
                + rows + ") AS next ORDER BY next.k DESC LIMIT 1");
        update(
                "INSERT INTO pgwright_batch.chunk (job_id, number, from_key, to_key, planned) SELECT ?,"
                        + " coalesce(max(number), 0) + 1, ?, ?, ? FROM pgwright_batch.chunk WHERE job_id = ?",
                id,
                from,
                to,
                Integer.valueOf(String.valueOf(rows)),
                id);
        update("UPDATE pgwright_batch.job SET cut_to = ? WHERE id = ?", to, id);
        return true;
    }

    /** Sets how many rows the chunks that are not cut yet have. */
    void resize(int id, int rows) throws SQLException {
        update("UPDATE pgwright_batch.job SET chunk_rows = ? WHERE id = ?", rows, id);
    }

    /** Whether somebody told the job to stop. */
    public boolean isPaused(int id) throws SQLException {
        return "paused".equals(query("SELECT state FROM pgwright_batch.job WHERE id = ?", id));
    }

    /** Notes a job as done. */
    public void end(int id) throws SQLException {
        update("UPDATE pgwright_batch.job SET state = 'done', ended_at = clock_timestamp() WHERE id = ?", id);
    }

    /** Tells all workers of a job to stop after the chunk that they are at; false when there is no such job. */
    boolean pause(int id) throws SQLException {
        return update("UPDATE pgwright_batch.job SET state = 'paused' WHERE id = ? AND state = 'running'", id) == 1;
    }

    /** What all runs did. */
    public Totals totals(int id) throws SQLException {
        String found = query(
                "SELECT count(*) || ' ' || coalesce(sum(rows), 0) FROM pgwright_batch.chunk WHERE job_id = ?"
                        + " AND done_at IS NOT NULL",
                id);
        List<Long> numbers = new ArrayList<>();
        for (String number : String.valueOf(found).split(" ")) {
            numbers.add(Long.parseLong(number));
        }
        return new Totals(numbers.get(0), numbers.get(1));
    }
}
