package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import dev.pgwright.plan.PlanJson;
import dev.pgwright.plan.PlanNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table planned as if it were partitioned, against one that is. */
class WhatIfPartitionTest {
    private static final String REAL = "really_partitioned";
    private static final List<String> LIMITS = List.of(
            "MINVALUE",
            "'2024-05-01 00:00+00'",
            "'2024-09-01 00:00+00'",
            "'2025-01-01 00:00+00'",
            "'2025-05-01 00:00+00'",
            "MAXVALUE");
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final List<String> STATEMENTS = List.of(
            "select * from orders where created_at between '2025-03-01' and '2025-03-05'",
            "select count(*) from orders where created_at >= '2025-01-01'",
            "select sum(amount) from orders",
            "select * from orders where id = 777",
            "select * from orders where status = 'pending' and created_at < '2024-02-01'",
            "select * from orders where created_at > '2024-06-01' order by created_at limit 10",
            "select c.region, count(*) from orders o join customers c on c.id = o.customer_id"
                    + " where o.created_at < '2024-05-01' group by 1");

    private static void partitionForReal(WhatIfServer server) {
        server.run(
                "template1",
                "DROP DATABASE IF EXISTS " + REAL,
                "CREATE DATABASE " + REAL + " TEMPLATE " + WhatIfServer.SOURCE);
        server.run(
                REAL,
                "ALTER TABLE orders RENAME TO whole",
                "CREATE TABLE orders (LIKE whole) PARTITION BY RANGE (created_at)");
        for (int i = 0; i + 1 < LIMITS.size(); i++) {
            server.run(
                    REAL,
                    "CREATE TABLE part_" + (i + 1) + " PARTITION OF orders FOR VALUES FROM (" + LIMITS.get(i) + ") TO ("
                            + LIMITS.get(i + 1) + ")");
        }
        server.run(
                REAL,
                "INSERT INTO orders SELECT * FROM whole",
                "CREATE INDEX ON orders (id)",
                "CREATE INDEX ON orders (created_at)",
                "VACUUM ANALYZE orders");
    }

    private static List<String> scanned(PlanNode plan) {
        return plan.all()
                .map(PlanNode::relation)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void plansAreNearlyThoseOfATableReallyPartitioned(int major) {
        WhatIfServer server = WhatIfServer.of(major);
        partitionForReal(server);
        WhatIfPartitioning wanted = WhatIfPartitioning.byRange(ORDERS, "created_at", LIMITS);
        try (WhatIfIndexes twin = WhatIfIndexes.open(server.server(), WhatIfServer.EMPTY, 2)) {
            assertThat(twin.partition(wanted)).containsExactly("orders_pkey");
            Scene scene = Scene.AS_IT_IS.withPartitioned(wanted);
            for (String sql : STATEMENTS) {
                PlanNode real = PlanJson.read(server.rows(REAL, "EXPLAIN (FORMAT JSON) " + sql, row -> row.getString(1))
                        .get(0));
                WhatIfPlan plan = twin.sessions().get(1).explain(sql, scene);
                System.out.printf(
                        "PostgreSQL %d, partitioned: cost %.2f on the twin, %.2f really, %d and %d scans: %s%n",
                        major,
                        plan.totalCost(),
                        real.cost(),
                        scanned(plan.root()).size(),
                        scanned(real).size(),
                        sql);
                assertThat(scanned(plan.root())).isEqualTo(scanned(real));
                assertThat(plan.totalCost() / real.cost()).as(sql).isBetween(0.8, 1.25);
            }
            String whole = "select * from orders where id = 777";
            assertThat(twin.sessions().get(1).explain(whole, Scene.AS_IT_IS).json())
                    .isEqualTo(server.plan(whole));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void candidatesOnThePartitionedFormAndBadKeys(int major) {
        WhatIfPartitioning wanted = WhatIfPartitioning.byRange(ORDERS, "created_at", LIMITS);
        try (WhatIfIndexes twin = WhatIfIndexes.open(WhatIfServer.of(major).server(), WhatIfServer.EMPTY, 1)) {
            twin.partition(wanted);
            TableName waiting = wanted.waiting();
            assertThat(twin.create(List.of(new WhatIfIndex(
                            "by_amount",
                            waiting,
                            "CREATE INDEX by_amount ON " + waiting.sql() + " (amount)",
                            new IndexEstimate(1000, 300_000, 2)))))
                    .isEmpty();
            Scene scene = Scene.showing(Set.of("by_amount")).withPartitioned(wanted);
            WhatIfSession session = twin.sessions().get(0);
            String sql = "select * from orders where amount = 7 and created_at < '2024-04-01'";
            assertThat(session.explain(sql, scene).indexes()).containsExactly("by_amount");
            assertThatThrownBy(() -> twin.partition(WhatIfPartitioning.byRange(ORDERS, "nothing", LIMITS)))
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining("nothing");
            assertThatThrownBy(() -> twin.partition(
                            WhatIfPartitioning.byRange(ORDERS, "created_at", List.of("'2025-01-01'", "'2024-01-01'"))))
                    .isInstanceOf(PgwrightException.class);
        }
    }
}
