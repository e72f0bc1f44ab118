package dev.pgwright.batch.partition;

import dev.pgwright.batch.JobOptions;
import dev.pgwright.batch.JobOutcome;
import dev.pgwright.batch.JobRunner;
import dev.pgwright.batch.JobStore;
import dev.pgwright.batch.TableJobs;
import dev.pgwright.batch.partition.ConversionStore.Conversion;
import dev.pgwright.batch.partition.ConversionStore.State;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code batch partition}: a plain table becomes a range-partitioned one while it is used. Prepared, copied in chunks,
 * verified, swapped; then the old table is kept in step until it is dropped or put back. The same call again goes on
 * where an interrupted one was.
 */
public final class TableConversion {
    private static final double NANOS = 1e9;

    private final Target target;
    private final JobOptions options;
    private final Progress progress;

    /** On a database. */
    public TableConversion(Target target, JobOptions options, Progress progress) {
        this.target = target;
        this.options = options;
        this.progress = progress;
    }

    private WriteSession connect() throws SQLException {
        WriteSession session = JobRunner.connect(target);
        session.execute("SET row_security = off"); // what policies would hide is an error, not a row that is not copied
        return session;
    }

    /**
     * Converts a table, or goes on with it.
     *
     * @param dry looks for what stands in the way, tries the first chunk, rolls it back and estimates the rest
     */
    public JobOutcome convert(ConversionRequest request, boolean dry) {
        long start = System.nanoTime();
        try (WriteSession session = connect()) {
            Stages stages = new Stages(session, request, progress);
            return dry ? dryRun(session, stages, request) : convert(session, stages, request, start);
        } catch (SQLException e) {
            throw WriteSession.error(target, e);
        }
    }

    private JobOutcome dryRun(WriteSession session, Stages stages, ConversionRequest request) throws SQLException {
        stages.preparation().requireConvertible();
        SourceTable table = stages.table();
        List<Partitions.Partition> partitions = Partitions.of(session, table, request);
        JobRunner runner = new JobRunner(stages.job(table, 0), options, progress, session);
        JobOutcome tried = runner.dryRun(
                table.rows(), String.join("; ", stages.preparation().shadow(table, partitions)));
        List<String> notes = new ArrayList<>(tried.notes());
        notes.add(partitions.size() + " partitions would be made, from "
                + partitions.get(0).name() + " to "
                + partitions.get(partitions.size() - 1).name() + ".");
        notes.add("Indexes, the comparison and the wait for older transactions come on top.");
        return new JobOutcome(
                0,
                "partition",
                tried.relation(),
                tried.state(),
                tried.chunks(),
                tried.rows(),
                tried.seconds(),
                tried.rowsPerSecond(),
                false,
                "",
                notes);
    }

    private JobOutcome convert(WriteSession session, Stages stages, ConversionRequest request, long start)
            throws SQLException {
        ConversionStore store = new ConversionStore(session);
        ConversionNames names = ConversionNames.of(request.relation());
        store.lock(request.relation());
        boolean resumed = store.find(request.relation()).isPresent();
        if (!resumed) {
            stages.prepare();
        }
        Conversion conversion = store.get(request.relation());
        requireSame(conversion, request);
        if (conversion.state() == State.PREPARED) {
            begin(session, stages, conversion);
        }
        List<String> notes = new ArrayList<>();
        if (store.get(request.relation()).state() == State.COPYING
                && !stages.copy(conversion, options, new TableJobs(target, options, progress))) {
            notes.add("The same command goes on with it; changes of the table are noted down meanwhile.");
            return outcome(session, store.get(request.relation()), "paused", resumed, start, notes);
        }
        if (store.get(request.relation()).state() == State.COPIED) {
            notes.add(stages.complete(conversion));
            notes.add(String.format("The table was locked for %.0f ms.", stages.swap(conversion)));
        }
        if (store.get(request.relation()).state() == State.SWAPPED) {
            new Aftermath(session, progress, names).complete(conversion);
        }
        notes.add("The old table is " + names.schema() + "." + names.oldName()
                + " and is kept in step: --undo puts it back with nothing lost, --drop-old gives it up.");
        return outcome(session, store.get(request.relation()), "done", resumed, start, notes);
    }

    /** What shows before the first row is copied is not left behind. */
    private void begin(WriteSession session, Stages stages, Conversion conversion) throws SQLException {
        try {
            stages.begin(conversion);
        } catch (SQLException e) {
            if (session.connection().isClosed()) {
                throw e;
            }
            new Aftermath(session, progress, ConversionNames.of(conversion.relation())).undo(conversion);
            throw failed(conversion, e);
        }
    }

    private PgwrightException failed(Conversion conversion, SQLException e) {
        boolean late = SqlStates.QUERY_CANCELED.equals(e.getSQLState());
        return new PgwrightException(
                ErrorCode.CHANGE_FAILED,
                "The swap of " + conversion.relation() + " was tried with an empty copy and "
                        + (late
                                ? "takes longer than the table may be locked"
                                : "failed: " + WriteSession.error(target, e).what()),
                late
                        ? "Nothing was changed. Choose a longer period: each partition gets its foreign keys under it."
                        : "Nothing was changed. Remove what is in the way.",
                e);
    }

    private static void requireSame(Conversion conversion, ConversionRequest request) {
        if (conversion.state() == State.UNDOING) {
            throw new PgwrightException(
                    ErrorCode.USAGE, request.relation() + " is being taken back", "Run it with --undo to the end.");
        }
        if (!conversion.request().equals(request.words())) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    request.relation() + " is being converted " + conversion.request() + ", not " + request.words(),
                    "Go on with the same options, or take that back first with --undo.");
        }
    }

    /** Takes a conversion back; after the swap the old table has all that was written since. */
    public JobOutcome undo(String relation) {
        return end(relation, "undone", (aftermath, conversion) -> aftermath.undo(conversion));
    }

    /** Drops the old table. */
    public JobOutcome dropOld(String relation) {
        return end(relation, "dropped", (aftermath, conversion) -> {
            if (conversion.state() != State.DONE) {
                throw new PgwrightException(
                        ErrorCode.USAGE,
                        "The conversion of " + relation + " is not done",
                        "Run it to its end first, or take it back with --undo.");
            }
            aftermath.dropOld(conversion);
        });
    }

    private interface Ending {
        void of(Aftermath aftermath, Conversion conversion) throws SQLException;
    }

    private JobOutcome end(String relation, String state, Ending ending) {
        long start = System.nanoTime();
        try (WriteSession session = connect()) {
            ConversionStore store = new ConversionStore(session);
            store.lock(relation);
            Conversion conversion = store.find(relation)
                    .orElseThrow(() -> new PgwrightException(
                            ErrorCode.USAGE,
                            "There is no conversion of " + relation + " to end",
                            "Look at the table: what was dropped or taken back is over."));
            ending.of(new Aftermath(session, progress, ConversionNames.of(relation)), conversion);
            return outcome(session, conversion, state, true, start, List.of());
        } catch (SQLException e) {
            throw WriteSession.error(target, e);
        }
    }

    private static JobOutcome outcome(
            WriteSession session, Conversion conversion, String state, boolean resumed, long start, List<String> notes)
            throws SQLException {
        JobStore.Totals totals = new JobStore(session).totals(conversion.job());
        double seconds = (System.nanoTime() - start) / NANOS;
        boolean undoable = state.equals("done") || state.equals("paused");
        return new JobOutcome(
                conversion.job(),
                "partition",
                conversion.relation(),
                state,
                totals.chunks(),
                totals.rows(),
                seconds,
                totals.rows() / Math.max(seconds, 1e-9),
                resumed,
                undoable ? "./pgwright batch partition TARGET --table " + conversion.relation() + " --undo" : "",
                notes);
    }
}
