package dev.pgwright.bench.tpc;

import dev.pgwright.change.Progress;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.workload.WorkloadFile;
import dev.pgwright.workload.WorkloadStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Prints what the planner makes of each statement without any index: cost, estimated rows, nodes, time of EXPLAIN
 * (median of five). The totals are what relative costs of index sets are relative to.
 *
 * <p>{@code tpch|tpcds [SCALE [MAJOR]]}, by default 1 and 18.
 */
public final class TpcPlans {
    private static final int SAMPLES = 5;

    private TpcPlans() {}

    /** Command line; see the class. */
    public static void main(String[] arguments) throws SQLException {
        Benchmark benchmark = Benchmark.of(arguments[0]);
        double scale = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
        int major = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 18;
        WorkloadFile all = benchmark.workload();
        all.problems().forEach(problem -> System.out.println("not read: " + problem));
        Progress progress = System.err::println;
        try (TpcDatabase database = TpcDatabase.open(benchmark, scale, major, progress);
                WriteSession session = WriteSession.open(database.target())) {
            System.out.printf("%-6s %16s %12s %6s %10s%n", "", "cost", "rows", "nodes", "EXPLAIN ms");
            Map<String, Double> costs = new HashMap<>();
            double millis = 0;
            int failed = 0;
            for (WorkloadStatement statement : all.statements()) {
                try {
                    millis += print(session, statement, costs);
                } catch (SQLException e) {
                    failed++;
                    System.out.printf("%-6s does not plan: %s%n", statement.name(), e.getMessage());
                }
            }
            WorkloadFile usual = benchmark.usualWorkload();
            System.out.printf(
                    "%nall %d: cost %.2f, EXPLAIN %.0f ms; usual %d: cost %.2f; do not plan: %d%n",
                    all.statements().size(),
                    PlanCosts.total(all, costs),
                    millis,
                    usual.statements().size(),
                    PlanCosts.total(usual, costs),
                    failed);
        }
    }

    /** Prints a line. @return median milliseconds of an EXPLAIN */
    private static double print(WriteSession session, WorkloadStatement statement, Map<String, Double> costs)
            throws SQLException {
        double[] millis = new double[SAMPLES];
        PlanNode plan = PlanCosts.plan(session.connection(), statement.sql());
        for (int i = 0; i < SAMPLES; i++) {
            long start = System.nanoTime();
            plan = PlanCosts.plan(session.connection(), statement.sql());
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        double median = millis[SAMPLES / 2];
        costs.put(statement.name(), plan.cost());
        System.out.printf(
                "%-6s %16.2f %12.0f %6d %10.1f%n",
                statement.name(), plan.cost(), plan.rows(), plan.all().count(), median);
        return median;
    }
}
