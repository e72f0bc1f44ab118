package dev.pgwright.bench.tpc;

import dev.pgwright.plan.PlanJson;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.workload.WorkloadFile;
import dev.pgwright.workload.WorkloadStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the planner of a server thinks of statements. */
public final class PlanCosts {
    private PlanCosts() {}

    /** The planner's total cost of each statement by its name, for one call. */
    public static Map<String, Double> of(Connection connection, WorkloadFile workload) {
        Map<String, Double> costs = new LinkedHashMap<>();
        for (WorkloadStatement statement : workload.statements()) {
            try {
                costs.put(statement.name(), plan(connection, statement.sql()).cost());
            } catch (SQLException e) {
                throw new IllegalStateException(statement.name() + " does not plan: " + e.getMessage(), e);
            }
        }
        return costs;
    }

    /** The plan of one statement. */
    static PlanNode plan(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN (FORMAT JSON) " + sql)) {
            rows.next();
            return PlanJson.read(rows.getString(1));
        }
    }

    /** Sum of the costs, each as often as its statement is called. */
    public static double total(WorkloadFile workload, Map<String, Double> costs) {
        return workload.statements().stream()
                .mapToDouble(statement -> statement.calls() * costs.getOrDefault(statement.name(), 0.0))
                .sum();
    }
}
