package dev.pgwright.workload;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Plans of statements with parameters in them. From PostgreSQL 16 on EXPLAIN has GENERIC_PLAN; before, the statement is
 * prepared and the server is told to plan it without its arguments, which are then NULL and matter to nothing.
 */
public final class GenericPlan {
    /** A prepared statement outlives the transaction of a failure, so each has a name of its own. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private static final int FIRST_WITH_OPTION = 16;

    private GenericPlan() {}

    /**
     * The output of EXPLAIN, for statements with and without parameters. Runs in the transaction that is open, which
     * must be rolled back when this throws.
     *
     * @param options of EXPLAIN, for example {@code FORMAT JSON, VERBOSE}
     * @param major of the server
     */
    public static String explain(Connection connection, WorkloadStatement statement, String options, int major)
            throws SQLException {
        if (!statement.isGeneric()) {
            return first(connection, "EXPLAIN (" + options + ") " + statement.sql());
        }
        return major >= FIRST_WITH_OPTION
                ? asSimpleQuery(connection, "EXPLAIN (" + options + ", GENERIC_PLAN) " + statement.sql())
                : prepared(connection, statement, options);
    }

    /** The extended protocol would ask for the parameters' values, which EXPLAIN does without. */
    private static String asSimpleQuery(Connection connection, String explain) throws SQLException {
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        PreferQueryMode before = executor.getPreferQueryMode();
        executor.setPreferQueryMode(PreferQueryMode.SIMPLE);
        try {
            return first(connection, explain);
        } finally {
            executor.setPreferQueryMode(before);
        }
    }

    private static String prepared(Connection connection, WorkloadStatement statement, String options)
            throws SQLException {
        int parameters = statement.origin().parametersLeft();
        String nulls = Collections.nCopies(parameters, "NULL").stream().collect(Collectors.joining(", "));
        String name = "pgwright_plan_" + NUMBER.incrementAndGet();
        try (Statement sql = connection.createStatement()) {
            sql.setEscapeProcessing(false);
            sql.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            sql.execute("PREPARE " + name + " AS " + statement.sql());
            String plan = first(connection, "EXPLAIN (" + options + ") EXECUTE " + name + "(" + nulls + ")");
            sql.execute("DEALLOCATE " + name);
            return plan;
        }
    }

    private static String first(Connection connection, String explain) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.setEscapeProcessing(false);
            try (ResultSet row = sql.executeQuery(explain)) {
                StringBuilder text = new StringBuilder();
                while (row.next()) {
                    text.append(text.isEmpty() ? "" : "\n").append(row.getString(1));
                }
                return text.toString();
            }
        }
    }
}
