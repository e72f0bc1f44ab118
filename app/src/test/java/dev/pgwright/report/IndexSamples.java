package dev.pgwright.report;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.report.IndexAdviceResult.Budget;
import dev.pgwright.report.IndexAdviceResult.Cost;
import dev.pgwright.report.IndexAdviceResult.DroppedIndex;
import dev.pgwright.report.IndexAdviceResult.Gap;
import dev.pgwright.report.IndexAdviceResult.IndexOpinion;
import dev.pgwright.report.IndexAdviceResult.LeftOut;
import dev.pgwright.report.IndexAdviceResult.RefutedIndex;
import dev.pgwright.report.IndexAdviceResult.SecondOpinion;
import dev.pgwright.report.IndexAdviceResult.SelectedIndex;
import dev.pgwright.report.IndexAdviceResult.StatementCost;
import dev.pgwright.report.IndexAdviceResult.StatementOpinion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Advice on indexes for the same made-up shop. */
final class IndexSamples {
    private static final String TARGET = "postgresql://app@db.example:5432/shop";
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName LINES = new TableName("sales", "OrderLines");

    private IndexSamples() {}

    static IndexAdviceResult advice() {
        CreateIndex orders = CreateIndex.named(
                ORDERS, "btree", List.of("\"customer_id\"", "\"created_at\" DESC"), List.of("total"), null);
        CreateIndex open = CreateIndex.named(
                ORDERS, "btree", List.of("\"created_at\""), List.of(), "(status = 'open') AND (deleted_at IS NULL)");
        CreateIndex tags = CreateIndex.named(LINES, "gin", List.of("\"Tags\" jsonb_path_ops"), List.of(), null);
        return new IndexAdviceResult(
                1,
                "indexes",
                TARGET,
                Samples.NOON,
                "pg_stat_statements",
                new Budget(500_000_000, null),
                List.of(
                        selected(
                                orders,
                                14_721_024,
                                7_400_000,
                                21_000,
                                List.of("customer-order-history", "order-page", "refunds", "nightly-report"),
                                refuted(
                                        CreateIndex.btree(ORDERS, List.of("\"customer_id\""), null),
                                        9_437_184,
                                        -2_100)),
                        selected(open, 40_960, 310_000, 3, List.of("open-orders"), null),
                        selected(tags, 2_260_992, 5_200, 0, List.of("search"), null)),
                List.of(dropped(
                        "idx_orders_customer", "the new index " + orders.name() + " begins with the same keys")),
                new Cost(8_123_456.78, 401_234.5, 401_234.5 / 8_123_456.78),
                0.0123,
                statements(),
                List.of(
                        refuted(CreateIndex.btree(ORDERS, List.of("\"status\""), null), 3_300_000, 12_000),
                        refuted(CreateIndex.btree(ORDERS, List.of("\"customer_id\""), null), 9_437_184, -2_100),
                        refuted(CreateIndex.btree(LINES, List.of("\"Tags\""), null), 9_437_184, 0)),
                214,
                3.21,
                1805,
                List.of(
                        new LeftOut("refunds-by-mail", "column \"refund_id\" does not exist"),
                        new LeftOut("3 of pg_stat_statements", "utility commands, 0.4 % of the time")),
                List.of(
                        new Gap("type public.vector", "extension vector is not here", "its columns are text"),
                        new Gap("type public.geometry", "extension postgis is not here", "its columns are text")),
                opinion(orders, tags),
                List.of("Times are without planning (pg_stat_statements.track_planning is off)."));
    }

    private static List<StatementCost> statements() {
        List<StatementCost> statements = new ArrayList<>(List.of(
                statement("customer-order-history", 48_000, 154.2, 4.31, true, ""),
                statement("open-orders", 900, 380.25, 16.1, true, ""),
                statement("order-page", 1200, 12.04, 12.04, true, ""),
                statement("search", 12, 2310, 1876.5, false, "Seq Scan on the target, Index Scan on the twin"),
                statement("insert-order", 9000, 0.01, 0.01, null, "")));
        for (int i = 1; i <= 20; i++) {
            statements.add(statement("lookup-" + i, 100, 8.3, 8.3, true, ""));
        }
        return statements;
    }

    static IndexAdviceResult nothing() {
        return new IndexAdviceResult(
                1,
                "indexes",
                "shop.json",
                Samples.NOON,
                "statements.sql",
                new Budget(100_000_000, "the usual for small tables; --budget sets another"),
                List.of(),
                List.of(),
                new Cost(12_000, 12_000, 1),
                0,
                List.of(statement("order-page", 1000, 12, 12, null, "")),
                List.of(),
                0,
                0.2,
                3,
                List.of(),
                List.of(),
                null,
                List.of());
    }

    private static SecondOpinion opinion(CreateIndex taken, CreateIndex refused) {
        return new SecondOpinion(
                "HypoPG",
                7_700_000,
                310_000,
                310_000 / 7_700_000.0,
                0.0496,
                List.of(
                        new IndexOpinion(taken.name(), taken.table().toString(), 21_000_192L, null),
                        new IndexOpinion(
                                refused.name(),
                                refused.table().toString(),
                                null,
                                "hypopg: access method \"gin\" is not supported")),
                List.of(new StatementOpinion("customer-order-history", 154.2, 4.1)));
    }

    /** Every text is one of these names. */
    static IndexAdviceResult of(List<String> names) {
        List<SelectedIndex> selected = new ArrayList<>();
        List<DroppedIndex> drops = new ArrayList<>();
        List<RefutedIndex> refuted = new ArrayList<>();
        for (String name : names) {
            CreateIndex index =
                    new CreateIndex(new TableName(name, name), name, "btree", List.of("\"x\""), List.of(name), null);
            selected.add(selected(index, 8192, 1, 1, List.of(name), refuted(index, 8192, 1)));
            drops.add(dropped(name, name));
            refuted.add(refuted(index, 8192, 1));
        }
        return new IndexAdviceResult(
                1,
                "indexes",
                names.get(0),
                Samples.NOON,
                names.get(0),
                new Budget(1, names.get(0)),
                selected,
                drops,
                new Cost(2, 1, 0.5),
                0.5,
                names.stream()
                        .map(name -> statement(name, 1, 2, 1, false, name))
                        .toList(),
                refuted,
                1,
                1,
                1,
                names.stream().map(name -> new LeftOut(name, name)).toList(),
                names.stream().map(name -> new Gap(name, name, name)).toList(),
                new SecondOpinion(
                        names.get(0),
                        2,
                        1,
                        0.5,
                        0.5,
                        names.stream()
                                .map(name -> new IndexOpinion(name, name, null, name))
                                .toList(),
                        names.stream()
                                .map(name -> new StatementOpinion(name, 2, 1))
                                .toList()),
                names);
    }

    private static SelectedIndex selected(
            CreateIndex index,
            long bytes,
            double gain,
            double penalty,
            List<String> serves,
            @Nullable RefutedIndex insteadOf) {
        return new SelectedIndex(
                index.name(),
                index.table().toString(),
                index.apply().get(0).sql() + ";",
                index.undo().get(0).sql() + ";",
                bytes,
                gain,
                penalty,
                serves,
                bytes / 1e6,
                "SHARE UPDATE EXCLUSIVE",
                "vacuum and schema changes of this table; reads and writes go on",
                insteadOf,
                index);
    }

    private static RefutedIndex refuted(CreateIndex index, long bytes, double gain) {
        return new RefutedIndex(
                index.name(),
                index.table().toString(),
                index.apply().get(0).sql() + ";",
                bytes,
                gain,
                gain > 0 ? "gains less for its size than what was selected" : "gains nothing beside what was selected");
    }

    private static DroppedIndex dropped(String name, String reason) {
        DropIndex drop =
                new DropIndex(ORDERS, name, "CREATE INDEX idx ON public.orders USING btree (customer_id)", null, true);
        return new DroppedIndex(
                name,
                ORDERS.toString(),
                drop.apply().get(0).sql() + ";",
                ReportedStep.undoOf(List.of(drop)),
                "SHARE UPDATE EXCLUSIVE",
                "vacuum and schema changes of this table; reads and writes go on",
                reason,
                drop);
    }

    private static StatementCost statement(
            String name, double calls, double before, double after, @Nullable Boolean calibrated, String difference) {
        return new StatementCost(
                name,
                "50fde20626009aba",
                calls,
                before,
                after,
                after / before,
                after < before ? List.of("orders_customer_id_idx") : List.of(),
                calibrated,
                difference);
    }
}
