package dev.pgwright.batch.score;

import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** {@code batch score}: runs a description, explains it, goes back a generation, or removes what it made. */
public final class ScoreRun {
    private final Target target;
    private final ScoreSpec spec;
    private final String label;
    private final Progress progress;

    /**
     * For a description.
     *
     * @param label what messages call the description
     */
    public ScoreRun(Target target, ScoreSpec spec, String label, Progress progress) {
        this.target = target;
        this.spec = spec;
        this.label = label;
        this.progress = progress;
    }

    /** Scores and swaps the result in. */
    public ScoreOutcome run(ScoreOptions options) {
        try {
            return options.engine() == ScoreOptions.Engine.SQL
                    ? new SqlRun(target, spec, label, options, progress).run()
                    : new EmbeddedEngine(target, spec, label, options, progress).run();
        } catch (SQLException e) {
            throw isOverflow(e) ? Scaled.overflow() : WriteSession.error(target, e);
        } catch (PgwrightException e) {
            throw e.getCause() instanceof SQLException cause && isOverflow(cause) ? Scaled.overflow() : e;
        }
    }

    private static boolean isOverflow(SQLException e) {
        return SqlStates.NUMERIC_VALUE_OUT_OF_RANGE.equals(e.getSQLState());
    }

    /** The moment that ages are counted to, as an SQL literal. */
    static String asOf(Connection connection, ScoreSpec spec) throws SQLException {
        if (spec.asOf() != null) {
            return Identifiers.literal(spec.asOf());
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT to_char(now() AT TIME ZONE 'UTC'," + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")) {
            row.next();
            return Identifiers.literal(row.getString(1));
        }
    }

    /** Removes what is no longer needed; what is still being read stays for the next run. */
    static void sweep(Generations generations, List<String> notes) throws SQLException {
        try {
            generations.sweep();
        } catch (SQLException e) {
            if (!SqlStates.LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                    && !SqlStates.QUERY_CANCELED.equals(e.getSQLState())) {
                throw e;
            }
            notes.add("A generation before the previous one is still being read; the next run removes it.");
        }
    }

    /** What a run would do. */
    public ScorePlan explain() {
        try (Session session = Session.open(target)) {
            return session.read(connection -> {
                ColumnTypes types = SchemaCheck.check(connection, spec, label);
                ScoreSql sql = new ScoreSql(spec, types, asOf(connection, spec));
                DataCheck.Counts counts = DataCheck.check(connection, sql, types, label);
                return ScorePlan.of(sql, counts);
            });
        }
    }

    /** Shows the generation before again; its number. */
    public int goBack() {
        return withGenerations(generations -> generations.goBack().current());
    }

    /** Removes the view and every generation. */
    public void drop() {
        withGenerations(generations -> {
            generations.drop();
            return 0;
        });
    }

    private interface Work {
        int on(Generations generations) throws SQLException;
    }

    private int withGenerations(Work work) {
        try (WriteSession session = WriteSession.open(target)) {
            session.limit(Duration.ofSeconds(5), Duration.ZERO);
            ColumnTypes types = SchemaCheck.check(session.connection(), spec, label);
            return work.on(Generations.open(session, spec, types));
        } catch (SQLException e) {
            throw WriteSession.error(target, e);
        }
    }
}
