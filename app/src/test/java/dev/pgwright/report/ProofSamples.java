package dev.pgwright.report;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.proof.Evidence;
import dev.pgwright.report.ProofReport.IndexBytes;
import dev.pgwright.report.ProofReport.StatementProof;
import dev.pgwright.report.ProofReport.Totals;
import dev.pgwright.report.ProofReport.Verdict;
import dev.pgwright.report.Tuning.ReportedOperation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proofs of indexes of the same made-up shop. */
final class ProofSamples {
    private static final String TARGET = "postgresql://app@db.example:5432/shop";
    private static final TableName ORDERS = new TableName("public", "orders");

    private ProofSamples() {}

    static ProofReport proof() {
        CreateIndex byCustomer = CreateIndex.btree(ORDERS, List.of("\"customer_id\"", "\"created_at\" DESC"), null);
        CreateIndex byTime = CreateIndex.btree(ORDERS, List.of("\"created_at\""), null);
        CreateIndex unused = CreateIndex.btree(ORDERS, List.of("\"status\""), null);
        return new ProofReport(
                1,
                "prove",
                TARGET,
                Samples.NOON,
                "plan.json",
                "a whole copy on a local PostgreSQL 18, 812.4 MB of rows",
                List.of(operation(
                        "1",
                        byCustomer,
                        "proven",
                        List.of(evidence("statement customer-order-history", 154.2, 4.31, "ms", 25)),
                        "without it customer-order-history is slower")),
                List.of(
                        operation(
                                "2",
                                byTime,
                                "refuted",
                                List.of(
                                        evidence("statement open-orders", 380.25, 961.1, "ms", 7),
                                        evidence("statement open-orders, blocks read", 12_044, 88_120, "blocks", 1)),
                                "it makes open-orders slower"),
                        operation("3", unused, "refuted", List.of(), "no plan uses it")),
                List.of(
                        new IndexBytes(byCustomer.index().toString(), 14_721_024),
                        new IndexBytes(byTime.index().toString(), 9_437_184)),
                List.of(
                        statement("customer-order-history", 48_000, 154.2, 4.31, 4.29, "faster", "faster"),
                        statement("open-orders", 900, 380.25, 961.1, 380.25, "slower", "no difference"),
                        statement("nightly-report", 1, 60_000, 2310.5, 2308, "faster", "faster"),
                        new StatementProof(
                                "refunds-by-mail",
                                3,
                                null,
                                null,
                                null,
                                new Verdict("not run", null, null, null, null),
                                new Verdict("not run", null, null, null, null),
                                List.of(),
                                "column \"refund_id\" does not exist")),
                new Totals(7_803_825, 1_073_180.5, 550_453),
                List.of(
                        "Not proven, since it cannot be there for one run and not for the next: Vacuum public.orders.",
                        "The copy has statistics of its own."));
    }

    static ProofReport nothing() {
        return new ProofReport(
                1,
                "prove",
                "--lab casaora",
                Samples.NOON,
                "indexes.sql",
                "a sample (12.5 % of the rows of large tables) on a local PostgreSQL 18, 1.2 MB of rows",
                List.of(),
                List.of(operation(
                        "1",
                        CreateIndex.btree(ORDERS, List.of("\"status\""), null),
                        "refuted",
                        List.of(),
                        "no plan uses it")),
                List.of(),
                List.of(statement("order-page", 1000, 12, 12, 12, "no difference", "no difference")),
                new Totals(12_000, 12_000, 12_000),
                List.of());
    }

    /** Every text is one of these names. */
    static ProofReport of(List<String> names) {
        List<ReportedOperation> operations = new ArrayList<>();
        List<StatementProof> statements = new ArrayList<>();
        for (String name : names) {
            CreateIndex index =
                    new CreateIndex(new TableName(name, name), name, "btree", List.of("\"x\""), List.of(name), null);
            ReportedOperation o = operation(name, index, "proven", List.of(evidence(name, 2, 1, "ms", 3)), name);
            operations.add(new ReportedOperation(
                    o.id(), name, name, name, o.steps(), o.undo(), o.change(), o.state(), o.evidence(), o.reason()));
            statements.add(new StatementProof(
                    name,
                    1,
                    figures(2.0),
                    figures(2.0),
                    figures(1.0),
                    verdict("slower", 2, 2),
                    verdict("faster", 2, 1),
                    List.of(name),
                    name));
        }
        String first = names.get(0);
        return new ProofReport(
                1,
                "prove",
                first,
                Samples.NOON,
                first,
                first,
                operations,
                operations,
                List.of(new IndexBytes(first, 1)),
                statements,
                null,
                names);
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

    private static Evidence evidence(String metric, double before, double after, String unit, int samples) {
        return new Evidence(Evidence.Level.MEASURED_ON_CLONE, metric, before, after, unit, samples);
    }

    private static StatementProof statement(
            String name,
            double calls,
            double before,
            double given,
            double kept,
            String givenVerdict,
            String keptVerdict) {
        return new StatementProof(
                name,
                calls,
                figures(before),
                figures(given),
                figures(kept),
                verdict(givenVerdict, before, given),
                verdict(keptVerdict, before, kept),
                kept < before ? List.of("orders_customer_id_created_at_idx") : List.of(),
                null);
    }

    private static ProofReport.@Nullable Figures figures(double ms) {
        boolean unfinished = ms >= 60_000;
        return new ProofReport.Figures(
                ms,
                7,
                unfinished,
                unfinished ? 0 : (long) (ms * 100),
                0,
                ms > 900 && !unfinished ? 4200 : 0,
                0,
                unfinished ? null : 3 * ms);
    }

    private static Verdict verdict(String verdict, double before, double after) {
        double ratio = before / after;
        return new Verdict(verdict, ratio, 0.9 * ratio, 1.1 * ratio, before == after ? 1 : 0.0006);
    }
}
