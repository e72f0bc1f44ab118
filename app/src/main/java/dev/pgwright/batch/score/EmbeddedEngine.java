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

/**
 * Reads both sides in one snapshot, scores in memory on all cores, writes one generation in one transaction. A run that
 * is killed leaves nothing: what it wrote was never committed.
 */
final class EmbeddedEngine {
    /** Share of the heap that the results of users may take before they are written. */
    private static final int RESULTS_SHARE = 4;

    private static final long BYTES_PER_RESULT = 12;
    private static final int FEWEST_USERS = 1000;
    static final Limits READING = new Limits(Duration.ofSeconds(2), Duration.ofMinutes(30));

    private final Target target;
    private final ScoreSpec spec;
    private final String label;
    private final ScoreOptions options;
    private final Progress progress;

    EmbeddedEngine(Target target, ScoreSpec spec, String label, ScoreOptions options, Progress progress) {
        this.target = target;
        this.spec = spec;
        this.label = label;
        this.options = options;
        this.progress = progress;
    }

    /** What was read, and the queries that read it. */
    private record Read(ScoreData data, ScoreSql sql, ColumnTypes types) {}

    ScoreOutcome run() throws SQLException {
        Stopwatch total = new Stopwatch();
        progress.report(
                "reading " + spec.items().from() + " and " + spec.users().from());
        Read read = read();
        double readSeconds = total.seconds();
        ScoreData data = read.data();
        progress.report("scoring " + data.users() + " users against " + data.items() + " items");
        Stopwatch preparing = new Stopwatch();
        try (ParallelScoring scoring = new ParallelScoring(data, spec.top(), options.threads(), options.pruning());
                WriteSession session = WriteSession.open(target)) {
            session.limit(Duration.ofSeconds(5), Duration.ZERO);
            Generations generations = Generations.open(session, spec, read.types());
            Writing writing = new Writing(session, generations, scoring, read, preparing.seconds());
            generations.transaction(writing::all);
            List<String> notes = notes(spec, data.items(), data.users());
            ScoreRun.sweep(generations, notes);
            long pairs = (long) data.users() * data.items();
            double seconds = Math.max(writing.scoreSeconds, 1e-9);
            return new ScoreOutcome(
                    "embedded",
                    data.users(),
                    data.items(),
                    pairs,
                    spec.top(),
                    writing.rows,
                    new ScoreOutcome.Seconds(readSeconds, writing.scoreSeconds, writing.writeSeconds, total.seconds()),
                    pairs / seconds,
                    Memory.peakHeap(),
                    pairs - scoring.looked(),
                    writing.generation,
                    notes);
        }
    }

    private Read read() {
        try (Session session = Session.open(target)) {
            return session.read(READING, connection -> {
                ColumnTypes types = SchemaCheck.check(connection, spec, label);
                ScoreSql sql = new ScoreSql(spec, types, ScoreRun.asOf(connection, spec));
                DataCheck.Counts counts = DataCheck.check(connection, sql, types, label);
                Memory.require(counts, sql.pairParts().size(), spec);
                return new Read(read(connection, sql, counts), sql, types);
            });
        }
    }

    private static ScoreData read(Connection connection, ScoreSql sql, DataCheck.Counts counts) throws SQLException {
        try {
            return DataReader.read(connection, sql, counts);
        } catch (IOException e) {
            throw unread(e);
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
    static List<String> notes(ScoreSpec spec, int items, int users) {
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
            int users = read.data().users();
            long room = Runtime.getRuntime().maxMemory() / RESULTS_SHARE / BYTES_PER_RESULT / scoring.width();
            GenerationWriter writer = new GenerationWriter(
                    session,
                    generations.table(generation),
                    generation,
                    read.data().userIds(),
                    read.data().itemIds(),
                    read.sql().scaled().scoreDigits());
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
            Stopwatch publishing = new Stopwatch();
            generations.publish(generation);
            writeSeconds += publishing.seconds();
        }
    }
}
