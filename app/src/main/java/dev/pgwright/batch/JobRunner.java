package dev.pgwright.batch;

import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Works on a job until it is done: claim a chunk, then do it and note it as done in one transaction. A claim is a
 * lease, and the transaction locks its chunk first, so a worker that was thought dead finds out before it changes
 * anything, and no chunk is done twice.
 */
public final class JobRunner {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(1);
    private static final Duration OTHERS = Duration.ofMillis(100);
    private static final int ATTEMPTS = 8;
    private static final int FEWEST_ROWS = 100;
    private static final int MOST_ROWS = 1_000_000;
    private static final double NANOS = 1e9;
    private static final Set<String> WORTH_ANOTHER_TRY =
            Set.of(SqlStates.LOCK_NOT_AVAILABLE, SqlStates.DEADLOCK_DETECTED, SqlStates.SERIALIZATION_FAILURE);

    private final ChunkJob job;
    private final JobOptions options;
    private final Progress progress;
    private final Throttle throttle;
    private final WriteSession session;
    private final JobStore store;
    private final long start = System.nanoTime();
    private Work between = () -> {};

    /** Over a connection of its own. */
    public JobRunner(ChunkJob job, JobOptions options, Progress progress, WriteSession session) {
        this.job = job;
        this.options = options;
        this.progress = progress;
        this.throttle = new Throttle(options, progress);
        this.session = session;
        this.store = new JobStore(session);
    }

    /** A connection whose waits for locks are short. */
    public static WriteSession connect(Target target) throws SQLException {
        WriteSession session = WriteSession.open(target);
        session.limit(LOCK_WAIT, Duration.ZERO);
        return session;
    }

    /** Where the job is noted down. */
    public JobStore store() {
        return store;
    }

    private double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    /** What is done before each chunk, outside its transaction. */
    public void between(Work work) {
        between = work;
    }

    /** Works until nothing is left, or the job is paused. */
    void work(int id) throws SQLException {
        while (!store.isPaused(id)) {
            Interruption.check();
            throttle.await(session);
            between.run();
            Optional<JobStore.Chunk> chunk = store.claim(id, options.lease().toSeconds());
            if (chunk.isPresent()) {
                doChunk(id, chunk.get());
                Throttle.sleep(options.pause());
            } else if (!cut(id)) {
                return;
            }
        }
    }

    private boolean cut(int id) throws SQLException {
        boolean[] more = new boolean[1];
        inTransaction(() -> more[0] = store.cut(id, job));
        if (more[0]) {
            Throttle.sleep(OTHERS); // what is left may be with other workers
        }
        return more[0];
    }

    /** Something over this connection that may fail. */
    public interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void doChunk(int id, JobStore.Chunk chunk) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                long begun = System.nanoTime();
                inTransaction(() -> {
                    if (store.hold(id, chunk)) {
                        guard();
                        store.done(id, chunk, execute(job.statementFor(chunk.from(), chunk.to())));
                    }
                });
                resize(id, chunk, (System.nanoTime() - begun) / NANOS);
                report(id);
                return;
            } catch (SQLException e) {
                boolean again = WORTH_ANOTHER_TRY.contains(String.valueOf(e.getSQLState()));
                if (!again || attempt == ATTEMPTS) {
                    if (!session.connection().isClosed()) {
                        store.release(id, chunk);
                    }
                    throw e;
                }
                progress.report("a lock is held by others: chunk " + chunk.number() + " is tried again");
                Throttle.sleep(OTHERS.multipliedBy(1L << attempt));
            }
        }
    }

    private void guard() throws SQLException {
        if (!job.guard().isEmpty()) {
            session.execute(job.guard());
        }
    }

    /** Rows that the statement changed. */
    long execute(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            if (!statement.execute(sql)) {
                return Math.max(0, statement.getLargeUpdateCount());
            }
            try (ResultSet row = statement.getResultSet()) {
                if (!row.next() || row.getMetaData().getColumnCount() < 2) {
                    return 0;
                }
                if (row.getLong(1) != row.getLong(2)) {
                    throw new PgwrightException(
                            ErrorCode.CHANGE_FAILED,
                            row.getLong(1) + " rows were taken from " + job.relation() + " and " + row.getLong(2)
                                    + " put",
                            "Look for a trigger or a rule on the receiving table; nothing of this chunk was changed.");
                }
                return row.getLong(1);
            }
        }
    }

    /** Chunks take about as long as wished; never more than twice or less than half of one that was done. */
    private void resize(int id, JobStore.Chunk chunk, double took) throws SQLException {
        double wished = options.chunkTime().toNanos() / NANOS;
        double factor = Math.min(2, Math.max(0.5, wished / Math.max(took, 1e-3)));
        if (factor > 1.3 || factor < 0.7) {
            long rows = Math.round(chunk.planned() * factor);
            store.resize(id, (int) Math.min(Math.max(rows, FEWEST_ROWS), MOST_ROWS));
        }
    }

    private void report(int id) throws SQLException {
        JobStore.Totals totals = store.totals(id);
        progress.report(String.format("%d chunks done, %d rows, %.0f s", totals.chunks(), totals.rows(), seconds()));
    }

    /**
     * Runs the first chunk in a transaction that is rolled back, and extrapolates.
     *
     * @param before statements that the chunk needs; rolled back too
     */
    public JobOutcome dryRun(long rows, String before) throws SQLException {
        String key = Identifiers.quote(job.key());
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ResultSet ends = statement.executeQuery("SELECT (array_agg(k ORDER BY k))[1]::text,"
                        + " (array_agg(k ORDER BY k DESC))[1]::text, count(*) FROM (SELECT " + key + " AS k FROM "
                        + job.quotedRelation() + " ORDER BY 1 LIMIT " + options.chunkRows() + ") AS first")) {
            ends.next();
            long first = ends.getLong(3);
            session.execute(before);
            long changed = first == 0 ? 0 : execute(job.statementFor(ends.getString(1), ends.getString(2)));
            double took = seconds();
            long all = Math.max(rows, first);
            double share = first == 0 ? 0 : (double) all / first;
            return new JobOutcome(
                    0,
                    job.kind(),
                    job.relation(),
                    "planned",
                    (long) Math.ceil(share),
                    all,
                    took * share,
                    first / Math.max(took, 1e-9),
                    false,
                    "",
                    List.of("The first " + first + " rows were tried and rolled back; " + changed + " would change."));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
