package dev.pgwright.proof.rls;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import dev.pgwright.postgres.Identifiers;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs statements on a clone before and after changes, as their roles with their claims; nothing stays. */
public final class StatementRuns {
    private static final int RUNS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Target clone;
    private final Duration limit;

    /**
     * Runs.
     *
     * @param limit after which a statement is stopped
     */
    public StatementRuns(Target clone, Duration limit) {
        this.clone = clone;
        this.limit = limit;
    }

    private record Measured(
            double first,
            double median,
            long blocks,
            boolean stopped,
            @Nullable String problem) {}

    /** Each statement with its figures. */
    public List<StatementRun> run(List<WorkloadStatement> statements, List<Operation> changes) {
        try (WriteSession session = WriteSession.open(clone)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            List<Measured> before = side(connection, statements, List.of());
            List<Measured> after = side(connection, statements, changes);
            List<StatementRun> runs = new ArrayList<>();
            for (int i = 0; i < statements.size(); i++) {
                runs.add(run(statements.get(i).name(), before.get(i), after.get(i)));
            }
            return runs;
        } catch (SQLException e) {
            throw WriteSession.error(clone, e);
        }
    }

    private static StatementRun run(String name, Measured before, Measured after) {
        return new StatementRun(
                name,
                before.first(),
                before.median(),
                after.first(),
                after.median(),
                before.blocks(),
                after.blocks(),
                before.stopped(),
                before.problem() == null ? after.problem() : before.problem());
    }

    private List<Measured> side(Connection connection, List<WorkloadStatement> statements, List<Operation> changes)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (Operation change : changes) {
                for (Step step : change.apply()) {
                    statement.execute(step.sql().replaceFirst("^(CREATE (?:UNIQUE )?INDEX) CONCURRENTLY", "$1"));
                }
            }
            statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
            List<Measured> all = new ArrayList<>();
            for (WorkloadStatement each : statements) {
                all.add(measure(statement, each));
            }
            return all;
        } finally {
            connection.rollback();
        }
    }

    private static Measured measure(Statement statement, WorkloadStatement asked) throws SQLException {
        List<Double> times = new ArrayList<>();
        long blocks = 0;
        for (int i = 0; i <= RUNS; i++) {
            statement.execute("SAVEPOINT pgwright_run; " + become(asked));
            long start = System.nanoTime();
            try (ResultSet row =
                    statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + asked.sql())) {
                row.next();
                JsonNode plan = JSON.readTree(row.getString(1)).path(0);
                times.add(plan.path("Execution Time").asDouble());
                blocks = plan.path("Plan").path("Shared Hit Blocks").asLong(0)
                        + plan.path("Plan").path("Shared Read Blocks").asLong(0);
            } catch (SQLException e) {
                boolean stopped = SqlStates.QUERY_CANCELED.equals(e.getSQLState());
                double millis = (System.nanoTime() - start) / 1e6;
                return new Measured(millis, millis, 0, stopped, stopped ? null : first(e));
            } finally {
                statement.execute("ROLLBACK TO SAVEPOINT pgwright_run; RELEASE SAVEPOINT pgwright_run");
            }
        }
        double first = times.remove(0);
        times.sort(null);
        return new Measured(first, times.get(times.size() / 2), blocks, false, null);
    }

    private static String first(SQLException e) {
        return Objects.requireNonNullElse(e.getMessage(), "error")
                .lines()
                .findFirst()
                .orElse("error");
    }

    private static String become(WorkloadStatement asked) {
        String claims = asked.claims() == null
                ? ""
                : "SET LOCAL request.jwt.claims = " + Identifiers.literal(asked.claims()) + "; ";
        return claims + (asked.role() == null ? "" : "SET LOCAL ROLE " + Identifiers.quote(asked.role()) + "; ");
    }
}
