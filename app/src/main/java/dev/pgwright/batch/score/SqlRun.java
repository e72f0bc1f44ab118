package dev.pgwright.batch.score;

import dev.pgwright.change.Progress;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Scores on the server, chunk by chunk. A chunk's rows and the note that it is done are one transaction, so a run that
 * is killed goes on where it was: nothing is lost and nothing done twice.
 */
final class SqlRun {
    private final Target target;
    private final ScoreSpec spec;
    private final String label;
    private final ScoreOptions options;
    private final Progress progress;

    SqlRun(Target target, ScoreSpec spec, String label, ScoreOptions options, Progress progress) {
        this.target = target;
        this.spec = spec;
        this.label = label;
        this.options = options;
        this.progress = progress;
    }

    /** A run that is about to go through its chunks. */
    private record Opened(Generations generations, SqlEngine engine, int generation, long done) {}

    ScoreOutcome run() throws SQLException {
        Stopwatch total = new Stopwatch();
        try (WriteSession session = WriteSession.open(target)) {
            session.limit(Duration.ofSeconds(5), Duration.ZERO);
            session.execute("SET TimeZone = 'UTC'");
            session.execute("SET search_path = pg_catalog");
            Opened opened = open(session);
            Generations generations = opened.generations();
            double readSeconds = total.seconds();
            long users = count(session.connection(), opened.engine().users());
            long items = count(session.connection(), opened.engine().items());
            Stopwatch scoring = new Stopwatch();
            chunks(session, opened, users);
            double scoreSeconds = scoring.seconds();
            Stopwatch writing = new Stopwatch();
            generations.transaction(() -> generations.publish(opened.generation()));
            double writeSeconds = writing.seconds();
            long rows = count(session.connection(), "SELECT count(*) FROM " + generations.table(opened.generation()));
            List<String> notes = new ArrayList<>();
            if (opened.done() > 0) {
                notes.add("It went on after the " + opened.done() + " users that an earlier run had done.");
            }
            ScoreRun.sweep(generations, notes);
            return new ScoreOutcome(
                    "sql",
                    users,
                    items,
                    users * items,
                    spec.top(),
                    rows,
                    new ScoreOutcome.Seconds(readSeconds, scoreSeconds, writeSeconds, total.seconds()),
                    (users - opened.done()) * items / Math.max(scoreSeconds, 1e-9),
                    Memory.peakHeap(),
                    0,
                    opened.generation(),
                    notes);
        }
    }

    private Opened open(WriteSession session) throws SQLException {
        Connection connection = session.connection();
        ColumnTypes types = SchemaCheck.check(connection, spec, label);
        Generations generations = Generations.open(session, spec, types);
        Generations.State state = generations.state();
        Integer open = state.openGeneration();
        boolean resumed = open != null && fingerprint(spec).equals(state.openDescription());
        String asOf = resumed ? Identifiers.literal(String.valueOf(state.openAsOf())) : ScoreRun.asOf(connection, spec);
        ScoreSql sql = new ScoreSql(spec, types, asOf);
        DataCheck.check(connection, sql, types, label);
        SqlEngine engine = new SqlEngine(sql);
        for (String statement : engine.preparation()) {
            session.execute(statement);
        }
        int generation = resumed && open != null ? open : begin(generations, asOf);
        return new Opened(generations, engine, generation, resumed ? state.openUsers() : 0);
    }

    private int begin(Generations generations, String asOf) throws SQLException {
        int[] begun = new int[1];
        generations.transaction(() -> {
            generations.abandon();
            begun[0] = generations.begin();
            generations.openInPieces(begun[0], fingerprint(spec), asOf.substring(1, asOf.length() - 1));
        });
        generations.sweep();
        return begun[0];
    }

    private void chunks(WriteSession session, Opened opened, long users) throws SQLException {
        long done = opened.done();
        Stopwatch clock = new Stopwatch();
        for (long from = done + 1; from <= users; from += options.usersAtATime()) {
            Interruption.check();
            long first = from;
            long last = Math.min(users, from + options.usersAtATime() - 1);
            opened.generations().transaction(() -> {
                String table = opened.generations().table(opened.generation());
                session.execute(opened.engine().chunk(table, opened.generation(), first, last));
                opened.generations().done(last);
            });
            double perUser = clock.seconds() / (last - done);
            progress.report(String.format(
                    "%d of %d users, %.1f users per second, %.0f s to go",
                    last, users, 1 / perUser, perUser * (users - last)));
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Tells whether a run that was interrupted scored by the same description. */
    private static String fingerprint(ScoreSpec spec) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(spec.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
