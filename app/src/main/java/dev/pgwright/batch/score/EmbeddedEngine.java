package dev.pgwright.batch.score;

import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads both sides in one snapshot, scores in memory on all cores, writes one generation in one transaction. A run that
 * is killed leaves nothing: what it wrote was never committed.
 */
final class EmbeddedEngine {
    /** Share of the heap that the results of users may take before they are written. */
    private static final int RESULTS_SHARE = 4;

    private static final long BYTES_PER_RESULT = 12;
    private static final int FEWEST_USERS = 1000;
    /** In blocks, users are read while others are scored. */
    static final Limits READING = new Limits(Duration.ofSeconds(2), Duration.ofHours(12));

    private final Target target;
    private final ScoreSpec spec;
    private final String label;
    private final ScoreOptions options;
    private final Progress progress;
    private final long memory;

    EmbeddedEngine(Target target, ScoreSpec spec, String label, ScoreOptions options, Progress progress) {
        this(target, spec, label, options, progress, Runtime.getRuntime().maxMemory());
    }

    /**
     * An engine that makes do with some memory.
     *
     * @param memory bytes for both sides
     */
    EmbeddedEngine(Target target, ScoreSpec spec, String label, ScoreOptions options, Progress progress, long memory) {
        this.target = target;
        this.spec = spec;
        this.label = label;
        this.options = options;
        this.progress = progress;
        this.memory = memory;
    }

    /**
     * What was read, and the queries that read it.
     *
     * @param blocks null when all users are in memory
     */
    private record Read(
            ScoreData data,
            ScoreSql sql,
            ColumnTypes types,
            DataCheck.Counts counts,
            DataReader.@Nullable UserBlocks blocks) {

        /** How many users are in memory. */
        int users() {
            return blocks == null ? data.users() : blocks.users();
        }

        /** Takes the next users into memory; false when there are none. */
        boolean next() throws SQLException {
            try {
                return blocks != null && blocks.next();
            } catch (IOException e) {
                throw unread(e);
            }
        }
    }

    ScoreOutcome run() throws SQLException {
        Stopwatch total = new Stopwatch();
        progress.report(
                "reading " + spec.items().from() + " and " + spec.users().from());
        List<ScoreOutcome> inBlocks = new ArrayList<>();
        Read read;
        try (Session session = Session.open(target)) {
            read = session.read(READING, connection -> read(connection, inBlocks, total));
        }
        return inBlocks.isEmpty() ? score(read, total) : inBlocks.get(0);
    }

    /**
     * Reads both sides, or, when there are too many users, scores them while they are read.
     *
     * @param inBlocks takes the outcome of the latter
     */
    private Read read(Connection connection, List<ScoreOutcome> inBlocks, Stopwatch total) throws SQLException {
        ColumnTypes types = SchemaCheck.check(connection, spec, label);
        ScoreSql sql = new ScoreSql(spec, types, ScoreRun.asOf(connection, spec));
        DataCheck.Counts counts = DataCheck.check(connection, sql, types, label);
        int users = Memory.usersOfBlock(counts, sql.pairParts().size(), spec, memory);
        try {
            if (users >= counts.users()) {
                return new Read(DataReader.read(connection, sql, counts), sql, types, counts, null);
            }
            ServerSource source = new ServerSource(connection, sql);
            try (DataReader.UserBlocks blocks = DataReader.blocks(source, spec, counts, users)) {
                Read read = new Read(blocks.data(), sql, types, counts, blocks);
                inBlocks.add(score(read, total));
                return read;
            }
        } catch (IOException e) {
            throw unread(e);
        }
    }

    private ScoreOutcome score(Read read, Stopwatch total) throws SQLException {
        double readSeconds = total.seconds();
        ScoreData data = read.data();
        long users = read.counts().users();
        progress.report("scoring " + users + " users against " + data.items() + " items");
        Stopwatch preparing = new Stopwatch();
        try (ParallelScoring scoring = new ParallelScoring(data, spec.top(), options.threads(), options.pruning());
                WriteSession session = WriteSession.open(target)) {
            session.limit(Duration.ofSeconds(5), Duration.ZERO);
            Generations generations = Generations.open(session, spec, read.types());
            Writing writing = new Writing(session, generations, scoring, read, preparing.seconds());
            generations.transaction(writing::all);
            List<String> notes = notes(spec, data.items(), users);
            if (read.blocks() != null) {
                notes.add(
                        "Memory does not hold all users at a time: they were read in blocks of " + data.users() + ".");
            }
            ScoreRun.sweep(generations, notes);
            long pairs = users * data.items();
            double seconds = Math.max(writing.scoreSeconds, 1e-9);
            return new ScoreOutcome(
                    "embedded",
                    users,
                    data.items(),
                    pairs,
                    spec.top(),
                    writing.rows,
                    new ScoreOutcome.Seconds(
                            readSeconds + writing.readSeconds,
                            writing.scoreSeconds,
                            writing.writeSeconds,
                            total.seconds()),
                    pairs / seconds,
                    Memory.peakHeap(),
                    pairs - scoring.looked(),
                    writing.generation,
                    notes);
        }
    }

    /** What the driver meant by a stream that broke. */
    static PgwrightException unread(IOException e) throws SQLException {
        if (e.getCause() instanceof SQLException cause) {
            throw cause;
        }
        return new PgwrightException(
                ErrorCode.CONNECTION_LOST, "The rows could not be read to their end", "Run the command again.", e);
    }

    /** What the user should know about the sizes. */
    static List<String> notes(ScoreSpec spec, int items, long users) {
        List<String> notes = new ArrayList<>();
        if (spec.top() > items) {
            notes.add("There are only " + items + " items, so every user has all of them.");
        }
        if (users == 0 || items == 0) {
            notes.add("One side is empty, and so is the new generation.");
        }
        return notes;
    }

    /** Scores and writes block by block, within one transaction. */
    private final class Writing {
        private final WriteSession session;
        private final Generations generations;
        private final ParallelScoring scoring;
        private final Read read;
        private double readSeconds;
        private double scoreSeconds;
        private double writeSeconds;
        private long rows;
        private int generation;

        private Writing(
                WriteSession session,
                Generations generations,
                ParallelScoring scoring,
                Read read,
                double preparingSeconds) {
            this.session = session;
            this.generations = generations;
            this.scoring = scoring;
            this.read = read;
            this.scoreSeconds = preparingSeconds;
        }

        private void all() throws SQLException {
            Stopwatch beginning = new Stopwatch();
            generation = generations.begin();
            writeSeconds += beginning.seconds();
            GenerationWriter writer = new GenerationWriter(
                    session,
                    generations.table(generation),
                    generation,
                    read.data().userIds(),
                    read.data().itemIds(),
                    read.sql().scaled().scoreDigits());
            boolean more = true;
            while (more) {
                block(writer, read.users());
                Stopwatch reading = new Stopwatch();
                more = read.next();
                readSeconds += reading.seconds();
            }
            Stopwatch publishing = new Stopwatch();
            generations.publish(generation);
            writeSeconds += publishing.seconds();
        }

        /** The users in memory; their results in blocks, too. */
        private void block(GenerationWriter writer, int users) throws SQLException {
            long room = Runtime.getRuntime().maxMemory() / RESULTS_SHARE / BYTES_PER_RESULT / scoring.width();
            int atATime = (int) Math.max(FEWEST_USERS, Math.min(users, room));
            for (int from = 0; from < users; from += atATime) {
                Stopwatch scored = new Stopwatch();
                ParallelScoring.Block block = scoring.score(from, Math.min(users, from + atATime));
                scoreSeconds += scored.seconds();
                Stopwatch written = new Stopwatch();
                progress.report("writing generation " + generation);
                rows += writer.write(block);
                writeSeconds += written.seconds();
            }
        }
    }
}
