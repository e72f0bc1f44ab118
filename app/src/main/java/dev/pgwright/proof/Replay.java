package dev.pgwright.proof;

import dev.pgwright.plan.PlanJson;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.workload.WorkloadStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements as the application would (role, claims) inside transactions that are always rolled back, and
 * measures them from the client's side.
 */
public final class Replay implements AutoCloseable {
    private static final String ROWS_READ = "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)"
            + " FROM pg_catalog.pg_stat_xact_all_tables WHERE schemaname <> 'pg_catalog'";

    private static final String EXPLAIN = "EXPLAIN (FORMAT JSON, VERBOSE) ";

    private final Target target;
    private final boolean readOnly;
    private final Duration longest;
    private @Nullable WriteSession open;
    private String first = "";

    /**
     * A replay on one connection, which opens when it is first needed.
     *
     * @param readOnly true to refuse statements that write, even though they would be rolled back
     */
    public Replay(Target target, boolean readOnly) {
        this(target, readOnly, Duration.ofDays(1));
    }

    /**
     * A replay on one connection, with a limit for every run.
     *
     * @param longest no run takes longer, whatever else is asked for
     */
    public Replay(Target target, boolean readOnly, Duration longest) {
        this.target = target;
        this.readOnly = readOnly;
        this.longest = longest;
    }

    /**
     * What every transaction from now on begins with, as the connecting user; the rollback takes it back.
     *
     * @param commands separated by semicolons; empty for none
     */
    public void beginWith(String commands) {
        first = commands;
    }

    private WriteSession session() {
        WriteSession session = open;
        if (session == null) {
            session = WriteSession.open(target);
            open = session;
        }
        return session;
    }

    /** Ends the connection; the next statement gets a new one, with the database's settings of then. */
    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** Times the statement; a failure is data, not an exception, unless the connection is gone. */
    public Timing time(WorkloadStatement statement, Sampling sampling) {
        List<Double> millis = new ArrayList<>();
        long begin = System.nanoTime();
        try {
            for (int run = 0; run < sampling.most(); run++) {
                double elapsed = inTransaction(statement, sampling.timeout(), c -> runOnce(c, statement.sql()));
                if (run > 0) { // the first run warms caches and the catalog
                    millis.add(elapsed);
                }
                if (run >= sampling.least()
                        && System.nanoTime() - begin > sampling.budget().toNanos()) {
                    break;
                }
            }
            return new Timing(millis, null);
        } catch (SQLException e) {
            return Timing.failed(problem(e));
        }
    }

    /** One run, planned once beforehand so that the catalog is in the session's cache; a failure is data. */
    public Run runOnce(WorkloadStatement statement, Duration timeout) {
        try {
            return Run.of(inTransaction(statement, timeout, c -> {
                explained(c, EXPLAIN + statement.sql());
                return runOnce(c, statement.sql());
            }));
        } catch (SQLException e) {
            return Run.failed(problem(e), SqlStates.QUERY_CANCELED.equals(e.getSQLState()));
        }
    }

    /** One run by EXPLAIN ANALYZE: what it read and wrote, not how long it took. */
    public Counters count(WorkloadStatement statement, Duration timeout) {
        String explain = "EXPLAIN (ANALYZE, BUFFERS, WAL, TIMING OFF, FORMAT JSON) " + statement.sql();
        try {
            return Counters.of(inTransaction(statement, timeout, c -> {
                try (Statement sql = c.createStatement();
                        ResultSet row = sql.executeQuery(explain)) {
                    row.next();
                    return row.getString(1);
                }
            }));
        } catch (SQLException e) {
            problem(e);
            return Counters.NONE;
        }
    }

    /** The plan that the server would use now; empty when the statement cannot be planned. */
    public Optional<PlanNode> plan(WorkloadStatement statement) {
        String explain = EXPLAIN + statement.sql();
        try {
            return Optional.of(inTransaction(statement, Sampling.QUICK.timeout(), c -> explained(c, explain)));
        } catch (SQLException e) {
            problem(e);
            return Optional.empty();
        }
    }

    /**
     * Rows that one run reads, those of its triggers and checks included: a measure of work that no other load on the
     * machine disturbs (pg_stat_xact_all_tables). Empty when the statement cannot be run.
     */
    public OptionalLong rowsRead(WorkloadStatement statement) {
        try {
            return OptionalLong.of(inTransaction(statement, Sampling.QUICK.timeout(), c -> {
                runOnce(c, statement.sql());
                try (Statement sql = c.createStatement();
                        ResultSet row = sql.executeQuery(ROWS_READ)) {
                    row.next();
                    return row.getLong(1);
                }
            }));
        } catch (SQLException e) {
            problem(e);
            return OptionalLong.empty();
        }
    }

    private static PlanNode explained(Connection connection, String explain) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(explain)) {
            row.next();
            return PlanJson.read(row.getString(1));
        }
    }

    private static double runOnce(Connection connection, String text) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            long begin = System.nanoTime();
            boolean rows = sql.execute(text);
            if (rows) {
                try (ResultSet result = sql.getResultSet()) {
                    while (result.next()) {
                        // the driver has the whole result already; walk it as an application would
                    }
                }
            }
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private interface Work<T> {
        T apply(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(WorkloadStatement statement, Duration timeout, Work<T> work) throws SQLException {
        Interruption.check();
        Connection connection = session().connection();
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
            sql.execute(setUp(statement, timeout));
            return work.apply(connection);
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private String setUp(WorkloadStatement statement, Duration asked) {
        Duration timeout = asked.compareTo(longest) < 0 ? asked : longest;
        StringBuilder sql = new StringBuilder(first.isEmpty() ? "" : first + "; ");
        if (readOnly) {
            sql.append("SET TRANSACTION READ ONLY; ");
        }
        sql.append("SET LOCAL lock_timeout = 1000; SET LOCAL statement_timeout = ")
                .append(timeout.toMillis());
        if (statement.claims() != null) {
            sql.append("; SET LOCAL request.jwt.claims = ").append(Identifiers.literal(statement.claims()));
        }
        if (statement.role() != null) {
            sql.append("; SET LOCAL ROLE ").append(Identifiers.quote(statement.role()));
        }
        return sql.toString();
    }

    private String problem(SQLException e) {
        Interruption.check();
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (SqlStates.isConnection(state)) {
            close();
            throw session().translate(e);
        }
        return switch (state) {
            case SqlStates.READ_ONLY_SQL_TRANSACTION -> "it writes, and a dry run writes nothing";
            case SqlStates.QUERY_CANCELED -> "it ran into the time limit";
            case SqlStates.LOCK_NOT_AVAILABLE -> "it waited for a lock";
            default -> session().translate(e).what();
        };
    }
}
