package dev.pgwright.bench.tpc;

import dev.pgwright.plan.PlanNode;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.workload.WorkloadFile;
import dev.pgwright.workload.WorkloadStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Builds indexes for real and asks the planner what they bring. Everything happens in one transaction that is rolled
 * back: nothing stays, even when this process is killed, and nobody else sees an index that is not meant for him. Other
 * sessions can read meanwhile, not write.
 *
 * <p>Statistics are not drawn anew. A build writes the table's exact row count to its catalog entry, outside of any
 * transaction (index.c, index_update_stats); the databases of {@link TpcDatabase} hold exact counts from the start, so
 * this moves nothing.
 */
public final class RealIndexes {
    private static final Pattern CONCURRENTLY = Pattern.compile("(?i)(INDEX\\s+)CONCURRENTLY\\s+");
    private static final String INDEXES = """
            SELECT c.relname, pg_relation_size(c.oid)
            FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
            WHERE c.relkind = 'i' AND c.relnamespace <> 'pg_catalog'::regnamespace
              AND c.relnamespace <> 'pg_toast'::regnamespace
            ORDER BY c.oid
            """;

    private RealIndexes() {}

    /**
     * Measures.
     *
     * @param statements CREATE INDEX or DROP INDEX; CONCURRENTLY is left out
     */
    public static RealCost measure(Target target, WorkloadFile workload, List<String> statements) {
        try (WriteSession session = WriteSession.open(target)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            try {
                return measure(session, workload, statements);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RealCost measure(WriteSession session, WorkloadFile workload, List<String> statements)
            throws SQLException {
        session.execute("SET LOCAL maintenance_work_mem = '512MB'"); // the planner does not look at it
        Connection connection = session.connection();
        Map<String, Double> before = PlanCosts.of(connection, workload);
        Map<String, Long> existing = sizes(connection);
        for (String sql : statements) {
            try {
                session.execute(CONCURRENTLY.matcher(sql).replaceFirst("$1"));
            } catch (SQLException e) {
                throw new IllegalStateException(sql + ": " + e.getMessage(), e);
            }
        }
        Map<String, Long> sizes = sizes(connection);
        sizes.keySet().removeAll(existing.keySet());
        Map<String, Double> after = new LinkedHashMap<>();
        Map<String, Integer> uses = new LinkedHashMap<>();
        sizes.keySet().forEach(index -> uses.put(index, 0));
        for (WorkloadStatement statement : workload.statements()) {
            PlanNode plan = PlanCosts.plan(connection, statement.sql());
            after.put(statement.name(), plan.cost());
            uses.replaceAll((index, count) -> plan.uses(index) ? count + 1 : count);
        }
        return new RealCost(
                sizes.values().stream().mapToLong(Long::longValue).sum(),
                PlanCosts.total(workload, after) / PlanCosts.total(workload, before),
                before,
                after,
                sizes,
                uses);
    }

    private static Map<String, Long> sizes(Connection connection) throws SQLException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(INDEXES)) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }
}
