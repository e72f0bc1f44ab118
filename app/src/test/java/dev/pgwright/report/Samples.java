package dev.pgwright.report;

import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplacePolicy;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.proof.Evidence;
import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.report.Tuning.StatementTimes;
import dev.pgwright.report.Tuning.Totals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results of a made-up shop with every state that a report can show. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-04T12:00:59Z");
    private static final String TARGET = "postgresql://app@db.example:5432/shop?sslmode=require&application_name=ci";
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName MESSAGES = new TableName("public", "messages");

    private static final CreateIndex INDEX =
            CreateIndex.btree(ORDERS, List.of("customer_id", "created_at DESC"), "deleted_at IS NULL");
    private static final ReplacePolicy POLICY = new ReplacePolicy(
            MESSAGES,
            "Parties can read messages",
            new ReplacePolicy.Expressions("(auth.uid() = sender_id) OR (auth.uid() = recipient_id)", null),
            new ReplacePolicy.Expressions(
                    "((select auth.uid()) = sender_id) OR ((select auth.uid()) = recipient_id)", null));
    private static final DropIndex DROP = new DropIndex(
            ORDERS,
            "idx_orders_status",
            "CREATE INDEX idx_orders_status ON public.orders USING btree (status)",
            "made by hand; don't touch",
            true);
    private static final Vacuum VACUUM = new Vacuum(MESSAGES);
    private static final SetDatabaseSetting SETTING = new SetDatabaseSetting("shop", "statement_timeout", null, "30s");

    private Samples() {}

    static Diagnosis diagnosis() {
        return Diagnosis.of(
                TARGET,
                NOON,
                List.of(slow(), redundant(), perRow(), timeout()),
                List.of(
                        new Skipped(
                                "slow-statement", "pg_stat_statements is not installed.", "pgwright apply plan.json"),
                        new Skipped(
                                "dominating-statement",
                                "pg_stat_statements is not installed.",
                                "pgwright apply plan.json"),
                        new Skipped(
                                "unused-index",
                                "Statistics were reset 3 hours ago; an index may be used once a week.",
                                "run again in 14 days, or say --min-statistics-age 3h")),
                List.of("dead-tuples", "duplicate-index", "invalid-index", "no-primary-key", "rls-disabled"),
                metrics());
    }

    static Diagnosis healthy() {
        return Diagnosis.of("--lab casaora", NOON, List.of(), List.of(), List.of("dead-tuples"), Map.of());
    }

    static Tuning applied() {
        return new Tuning(
                1,
                "tune",
                TARGET,
                NOON,
                true,
                "schema pgwright of database shop",
                List.of(
                        new StatementTimes("order-page", 1200, 50.0, 12.25, 11.9, 1.029, 5, null),
                        new StatementTimes("customer-order-history", 48000, 100.0, 842.337, 3.1049, 271.29, 5, null),
                        new StatementTimes("inbox", 9000, 20.0, 2310.0, 24.0, 96.25, 3, null),
                        new StatementTimes("nightly-report", 1, null, 61000.0, 75500.0, 0.808, 1, null),
                        new StatementTimes(
                                "refunds",
                                12,
                                50.0,
                                null,
                                null,
                                null,
                                0,
                                "line 44: column \"refund_id\" does not exist")),
                new Totals(61_000_000.0, 440_000.0, 138.6),
                List.of(
                        operation(
                                "1",
                                INDEX,
                                "kept",
                                List.of(measured("customer-order-history", 842.337, 3.1049)),
                                "Foreign key orders_customer_id_fkey and statement customer-order-history need it."),
                        operation("2", POLICY, "kept", List.of(measured("inbox", 2310.0, 24.0)), ""),
                        operation("3", VACUUM, "kept", List.of(), "180,000 dead rows."),
                        operation(
                                "4",
                                DROP,
                                "undone",
                                List.of(measured("order-page", 12.25, 19.5)),
                                "Taken back: statement order-page became 1.6 times slower."),
                        operation("5", SETTING, "refused", List.of(), "The role app does not own database shop.")),
                List.of(operation(
                        "6",
                        CreateIndex.btree(ORDERS, List.of("status"), null),
                        "refuted",
                        List.of(new Evidence(
                                Evidence.Level.ESTIMATED, "cost of order-page", 1204.5, 1204.5, "cost", 1)),
                        "The planner does not use it: 62 % of the rows match.")),
                List.of(slow(), perRow()),
                List.of("Statement refunds was not run: line 44: column \"refund_id\" does not exist"));
    }

    static Tuning dryRun() {
        return new Tuning(
                1,
                "tune",
                "--lab casaora",
                NOON,
                false,
                null,
                List.of(new StatementTimes("customer-order-history", 48000, 100.0, 842.337, null, null, 5, null)),
                new Totals(40_432_176.0, null, null),
                List.of(operation(
                        "1",
                        INDEX,
                        "planned",
                        List.of(
                                new Evidence(
                                        Evidence.Level.MEASURED_ON_CLONE, "customer-order-history", 850, 3.2, "ms", 5),
                                new Evidence(Evidence.Level.ESTIMATED, "size of the index", 0, 12_582_912, "bytes", 1)),
                        "")),
                List.of(),
                List.of(slow()),
                List.of());
    }

    static Comparison comparison() {
        return new Comparison(
                1,
                "compare",
                "before.json",
                "after.json",
                List.of(perRow()),
                List.of(redundant()),
                List.of(timeout()),
                List.of(
                        new Comparison.Metric("databaseSizeBytes", 8.8e9, 8.9e9, 1.011),
                        new Comparison.Metric("cacheHitPercent", 91.284, 99.6, 1.09),
                        new Comparison.Metric("meanStatementMs", 84.2, 2.31, 0.0274),
                        new Comparison.Metric("deadRows", 180_000.0, 0.0, null),
                        new Comparison.Metric("replicationLagSeconds", null, 0.25, null)));
    }

    static LedgerListing ledger() {
        return new LedgerListing(
                1,
                "ledger",
                TARGET,
                List.of(
                        new LedgerListing.Entry(applied().operations().get(0), "2026-03-04-1", NOON.minusSeconds(600)),
                        new LedgerListing.Entry(applied().operations().get(3), "2026-03-04-1", NOON.minusSeconds(300)),
                        new LedgerListing.Entry(applied().operations().get(1), "2026-03-04-2", NOON)));
    }

    static CheckListing checks() {
        return new CheckListing(List.of(
                new CheckListing.Entry("no-primary-key", Theme.SCHEMA, Impact.HIGH, List.of("table", "constraint")),
                new CheckListing.Entry("redundant-index", Theme.INDEX, Impact.MEDIUM, List.of("index", "table")),
                new CheckListing.Entry(
                        "unindexed-foreign-key",
                        Theme.INDEX,
                        Impact.HIGH,
                        List.of("foreign_key", "index", "table", "table_statistics", "index_statistics")),
                new CheckListing.Entry("policy-evaluated-per-row", Theme.RLS, Impact.CRITICAL, List.of("policy"))));
    }

    static ReportedFinding slow() {
        return ReportedFinding.of(
                new Finding(
                        "unindexed-foreign-key",
                        "public.orders.orders_customer_id_fkey",
                        Impact.HIGH,
                        "Foreign key orders_customer_id_fkey of public.orders has no index",
                        facts(
                                "rows",
                                480_000,
                                "tableSizeBytes",
                                96_468_992,
                                "sequentialScans",
                                18_204,
                                "meanMs",
                                842.337,
                                "definition",
                                "FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE"),
                        "Each delete of a customer and each join from customers reads all 480,000 orders."),
                List.of(INDEX),
                "The build reads the whole table once and needs about 12 MiB of disk.");
    }

    static ReportedFinding perRow() {
        return ReportedFinding.of(
                new Finding(
                        "policy-evaluated-per-row",
                        "public.messages.Parties can read messages",
                        Impact.CRITICAL,
                        "Policy \"Parties can read messages\" on public.messages calls auth.uid() for every row",
                        facts("functions", List.of("auth.uid"), "rows", 1_200_000, "forced", false),
                        "A query reads the claims of the session 1,200,000 times instead of once."),
                List.of(POLICY),
                "");
    }

    private static ReportedFinding redundant() {
        return ReportedFinding.of(
                new Finding(
                        "redundant-index",
                        "public.idx_orders_status",
                        Impact.MEDIUM,
                        "Index idx_orders_status is a prefix of idx_orders_status_created",
                        facts("sizeBytes", 3_300_000, "scans", 12),
                        "Every write to public.orders maintains both; the longer one serves the same queries."),
                List.of(DROP),
                "");
    }

    private static ReportedFinding timeout() {
        return ReportedFinding.of(
                new Finding(
                        "missing-timeout",
                        "idle_in_transaction_session_timeout",
                        Impact.LOW,
                        "idle_in_transaction_session_timeout is not set",
                        facts("value", "0"),
                        "A forgotten transaction keeps its locks and holds back vacuum for ever."),
                List.of(),
                "");
    }

    private static ReportedOperation operation(
            String id, Operation operation, String state, List<Evidence> evidence, String reason) {
        return new ReportedOperation(
                id,
                operation.kind(),
                operation.object(),
                operation.title(),
                ReportedStep.of(operation.apply()),
                ReportedStep.undoOf(List.of(operation)),
                operation,
                state,
                evidence,
                reason);
    }

    private static Evidence measured(String statement, double before, double after) {
        return new Evidence(Evidence.Level.MEASURED_IN_PRODUCTION, "statement " + statement, before, after, "ms", 5);
    }

    private static Map<String, Object> metrics() {
        return facts(
                "databaseSizeBytes",
                8_800_000_000L,
                "cacheHitPercent",
                91.284,
                "connections",
                42,
                "connectionLimit",
                60,
                "oldestTransactionSeconds",
                5400,
                "tables",
                118);
    }

    private static Map<String, Object> facts(Object... namesAndValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return facts;
    }
}
