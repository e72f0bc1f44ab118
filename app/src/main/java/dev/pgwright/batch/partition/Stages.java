package dev.pgwright.batch.partition;

import dev.pgwright.batch.ChunkJob;
import dev.pgwright.batch.JobOptions;
import dev.pgwright.batch.JobRunner;
import dev.pgwright.batch.JobStore;
import dev.pgwright.batch.TableJobs;
import dev.pgwright.batch.partition.ConversionStore.Conversion;
import dev.pgwright.batch.partition.ConversionStore.State;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The stages of a conversion up to the swap; each may be cut off anywhere and done again. */
final class Stages {
    private static final Duration OLD_SNAPSHOTS = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration VACUUM = Duration.ofSeconds(30);

    private final WriteSession session;
    private final ConversionRequest request;
    private final ConversionNames names;
    private final ConversionStore store;
    private final Preparation preparation;
    private final Progress progress;

    Stages(WriteSession session, ConversionRequest request, Progress progress) {
        this.session = session;
        this.request = request;
        this.names = ConversionNames.of(request.relation());
        this.store = new ConversionStore(session);
        this.preparation = new Preparation(session, request, names);
        this.progress = progress;
    }

    SourceTable table() throws SQLException {
        return SourceTable.read(session, names, request.column());
    }

    Preparation preparation() {
        return preparation;
    }

    ChunkJob job(SourceTable table, int id) {
        String statement = "/* conversion " + id + " */ INSERT INTO " + names.shadow() + " (" + table.list()
                + ") OVERRIDING SYSTEM VALUE SELECT " + table.list() + " FROM ONLY " + names.table() + " WHERE "
                + table.quotedKey() + " BETWEEN :from AND :to ON CONFLICT DO NOTHING";
        return new ChunkJob(
                "partition",
                request.relation(),
                table.key(),
                table.keyType(),
                statement,
                "LOCK TABLE ONLY " + names.shadow() + " IN ROW EXCLUSIVE MODE");
    }

    /** Makes the shadow, its partitions and the functions, in one transaction. */
    void prepare() throws SQLException {
        preparation.requireConvertible();
        SourceTable table = table();
        List<Partitions.Partition> partitions = Partitions.of(session, table, request);
        List<String> making = preparation.shadow(table, partitions);
        List<String> swap = preparation.swap();
        List<String> unswap = preparation.unswap();
        new JobStore(session).setUp();
        store.setUp();
        session.execute("BEGIN; SET LOCAL search_path = pg_catalog");
        try {
            for (String statement : making) {
                session.execute(statement);
            }
            int id = store.begin(request, swap, unswap);
            session.execute(preparation.functions(id, table));
            session.execute("COMMIT");
        } catch (SQLException | RuntimeException e) {
            if (!session.connection().isClosed()) {
                session.execute("ROLLBACK");
            }
            throw e;
        }
        progress.report("partition " + names + ": " + partitions.size() + " partitions made");
    }

    /** From here on changes are noted down; the swap is tried once while the shadow is empty. */
    void begin(Conversion conversion) throws SQLException {
        ShortLock lock = new ShortLock(session, progress);
        int id = conversion.id();
        lock.run(names.table(), "LOCK TABLE " + names.table() + " IN SHARE ROW EXCLUSIVE MODE; " + noteTriggers(id));
        double took = lock.run(
                names.table(),
                swapBlock(conversion),
                () -> {},
                () -> {
                    for (List<String> index : preparation.indexesNow()) {
                        session.execute(index.get(1));
                    }
                    session.execute(mirrorTriggers(id));
                },
                "ROLLBACK");
        progress.report(String.format("partition %s: the swap was tried and takes about %.0f ms", names, took));
        store.mark(id, State.COPYING);
    }

    private String noteTriggers(int id) {
        String table = names.table();
        String function = " EXECUTE FUNCTION pgwright_batch.note_" + id + "(); ";
        return "CREATE OR REPLACE TRIGGER pgwright_note AFTER INSERT OR UPDATE OR DELETE ON " + table + " FOR EACH ROW"
                + function + "CREATE OR REPLACE TRIGGER pgwright_note_truncate AFTER TRUNCATE ON " + table
                + " FOR EACH STATEMENT" + function
                // those who apply changes of another server write too
                + "ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER pgwright_note, ENABLE ALWAYS TRIGGER"
                + " pgwright_note_truncate;";
    }

    private String mirrorTriggers(int id) {
        String shadow = names.shadow();
        String function = " EXECUTE FUNCTION pgwright_batch.mirror_" + id + "(); ";
        return "CREATE TRIGGER pgwright_mirror AFTER INSERT OR UPDATE OR DELETE ON " + shadow + " FOR EACH ROW"
                + function
                + "CREATE TRIGGER pgwright_mirror_truncate AFTER TRUNCATE ON " + shadow + " FOR EACH STATEMENT"
                + function + "ALTER TABLE " + shadow + " ENABLE ALWAYS TRIGGER pgwright_mirror, ENABLE ALWAYS TRIGGER"
                + " pgwright_mirror_truncate";
    }

    private String swapBlock(Conversion conversion) throws SQLException {
        int id = conversion.id();
        StringBuilder block = new StringBuilder("LOCK TABLE " + names.table() + " IN ACCESS EXCLUSIVE MODE; PERFORM"
                + " pgwright_batch.take_over_" + id + "(); DROP TRIGGER pgwright_note ON " + names.table()
                + "; DROP TRIGGER pgwright_note_truncate ON " + names.table() + "; ");
        conversion.swap().stream()
                .filter(statement -> !statement.startsWith("--"))
                .forEach(statement -> block.append(execute(statement)));
        block.append(execute(preparation.mirror(id, table())));
        return block.append(ConversionStore.mark(id, State.SWAPPED.word()))
                .append(";")
                .toString();
    }

    static String execute(String statement) {
        return "EXECUTE " + Identifiers.literal(statement).strip() + "; ";
    }

    /**
     * Copies all rows, or goes on with it.
     *
     * @return false when somebody paused the job
     */
    boolean copy(Conversion conversion, JobOptions options, TableJobs jobs) throws SQLException {
        ChunkJob job = job(table(), conversion.id());
        JobRunner runner = new JobRunner(job, options, progress, session);
        JobStore.Opened opened = runner.store().open(job, options.chunkRows());
        store.note(conversion.id(), "job_id", opened.id());
        progress.report("partition " + names + ": job " + opened.id() + (opened.resumed() ? " goes on" : " begins"));
        CatchUp catchUp = new CatchUp(session, names, conversion.id());
        runner.between(catchUp::round);
        jobs.work(runner, job, opened.id());
        if (runner.store().isPaused(opened.id())) {
            return false;
        }
        session.execute("BEGIN");
        runner.store().end(opened.id());
        store.mark(conversion.id(), State.COPIED);
        session.execute("COMMIT");
        return true;
    }

    /**
     * Indexes, statistics, and the proof that nothing is lost or doubled.
     *
     * @return what was compared
     */
    String complete(Conversion conversion) throws SQLException {
        CatchUp catchUp = new CatchUp(session, names, conversion.id());
        catchUp.untilFew();
        // the copy is nobody's yet: an autovacuum there may be waited for
        session.limit(VACUUM, Duration.ZERO);
        for (List<String> index : preparation.indexes()) {
            if (Rows.one(session, "SELECT " + isThere(index.get(0))).equals("f")) {
                progress.report("partition " + names + ": " + index.get(1));
                session.execute("BEGIN; " + index.get(1) + "; COMMIT");
                catchUp.round();
            }
        }
        session.execute("VACUUM (ANALYZE, SKIP_LOCKED) " + names.shadow());
        catchUp.untilFew();
        progress.report("partition " + names + ": comparing");
        CatchUp.Verified verified = catchUp.verify(table(), request);
        store.note(conversion.id(), "verified", verified.words());
        progress.report("partition " + names + ": " + verified.words());
        awaitOldSnapshots(verified.transaction(), catchUp);
        return verified.words();
    }

    private String isThere(String name) {
        String schema = Identifiers.literal(names.schema()).strip();
        String literal = Identifiers.literal(name).strip();
        return "EXISTS (SELECT FROM pg_class WHERE relname = " + literal
                + " AND relnamespace = to_regnamespace(quote_ident(" + schema
                + "))) OR EXISTS (SELECT FROM pg_statistic_ext WHERE stxname = " + literal + ")";
    }

    /**
     * A transaction that keeps a snapshot from before would see the new table without the rows that were copied since
     * (as REPEATABLE READ and SERIALIZABLE do); CREATE INDEX CONCURRENTLY waits for the same reason.
     */
    private void awaitOldSnapshots(String transaction, CatchUp catchUp) throws SQLException {
        long begun = System.nanoTime();
        String query = "SELECT string_agg(pid::text, ', ') FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND backend_xmin IS NOT NULL"
                + " AND age(backend_xmin) > age("
                + Identifiers.literal(transaction).strip() + "::xid)";
        String who = Rows.one(session, query);
        while (!who.isEmpty()) {
            Interruption.check();
            if (System.nanoTime() - begun > OLD_SNAPSHOTS.toNanos()) {
                throw new PgwrightException(
                        ErrorCode.BUSY,
                        "Sessions " + who + " have kept an old snapshot for " + OLD_SNAPSHOTS.toMinutes() + " minutes",
                        "End them or wait, then run the same command again; nothing is lost.");
            }
            progress.report("waiting for older transactions: " + who);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            catchUp.round();
            who = Rows.one(session, query);
        }
    }

    /**
     * Puts the shadow in the table's place.
     *
     * @return milliseconds that the table was locked, at most
     */
    double swap(Conversion conversion) throws SQLException {
        CatchUp catchUp = new CatchUp(session, names, conversion.id());
        double took = new ShortLock(session, progress)
                .run(
                        names.table(),
                        swapBlock(conversion),
                        catchUp::untilFew,
                        () -> {
                            requireUnchanged(conversion);
                            session.execute(mirrorTriggers(conversion.id()));
                        },
                        "COMMIT");
        store.note(conversion.id(), "lock_ms", took);
        return took;
    }

    private void requireUnchanged(Conversion conversion) throws SQLException {
        if (!preparation.swapNow().equals(conversion.swap())) {
            throw new PgwrightException(
                    ErrorCode.CHANGE_FAILED,
                    names + " or what hangs on it was altered since the conversion began",
                    "Take the conversion back with --undo and begin again.");
        }
    }
}
