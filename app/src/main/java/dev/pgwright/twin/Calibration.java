package dev.pgwright.twin;

import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.workload.WorkloadStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the twin can be believed: each statement planned by the target and by the twin. Planning on the target locks
 * the statement's relations for a moment, and nothing is run.
 */
public final class Calibration {
    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** What a session of the application has and {@link Session} sets otherwise; the twin has no JIT. */
    static final String AS_AN_APPLICATION = "SET LOCAL jit = off;"
            + " SELECT set_config('search_path', s.reset_val, true) FROM pg_catalog.pg_settings AS s"
            + " WHERE s.name = 'search_path';"
            + " SELECT set_config('TimeZone', s.reset_val, true) FROM pg_catalog.pg_settings AS s"
            + " WHERE s.name = 'TimeZone'";

    private Calibration() {}

    /** How a statement's two plans compare. */
    public enum Outcome {
        /** Every cost, row count and width is the same. */
        IDENTICAL,
        /** The same nodes and indexes, other figures. */
        SAME_SHAPE,
        /** Another plan. */
        DIFFERENT,
        /** The target does not plan it. */
        REFUSED_BY_TARGET,
        /** The twin alone does not plan it. */
        REFUSED_BY_TWIN
    }

    /**
     * The outcome of one statement.
     *
     * @param difference the first difference in words; empty for identical plans
     */
    public record Result(WorkloadStatement statement, Outcome outcome, String difference) {
        /** Whether the twin's figures hold for the target to the last digit. */
        public boolean isCalibrated() {
            return outcome == Outcome.IDENTICAL;
        }
    }

    /** Compares all statements, in their order. */
    public static List<Result> of(Session target, Twin twin, List<WorkloadStatement> statements) {
        List<Result> results = new ArrayList<>();
        try (Connection connection = twin.connect()) {
            for (WorkloadStatement statement : statements) {
                results.add(compare(target, twin, connection, statement));
            }
        } catch (SQLException e) {
            throw TwinServer.failed(e);
        }
        return results;
    }

    private static Result compare(Session target, Twin twin, Connection connection, WorkloadStatement statement) {
        String expected;
        try {
            expected = onTarget(target, statement);
        } catch (Refused e) {
            return new Result(statement, Outcome.REFUSED_BY_TARGET, e.reason);
        }
        try {
            String found = twin.explainJson(connection, statement);
            return new Result(
                    statement, PlanDifference.outcome(expected, found), PlanDifference.first(expected, found));
        } catch (SQLException e) {
            return new Result(statement, Outcome.REFUSED_BY_TWIN, DdlRunner.sentence(e));
        }
    }

    /** The server's refusal to plan, as opposed to a lost connection. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Refused(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private record Answer(String json, String refusal) {}

    private static String onTarget(Session target, WorkloadStatement statement) throws Refused {
        Answer answer = target.read(LIMITS, connection -> {
            try (Statement sql = connection.createStatement()) {
                sql.setEscapeProcessing(false);
                sql.execute(AS_AN_APPLICATION + PlanningRole.onTarget(statement));
                return new Answer(Explain.read(sql, statement.sql()), "");
            } catch (SQLException e) {
                if (connection.isClosed()) {
                    throw e;
                }
                return new Answer("", DdlRunner.sentence(e));
            }
        });
        if (answer.json.isEmpty()) {
            throw new Refused(answer.refusal);
        }
        return answer.json;
    }
}
