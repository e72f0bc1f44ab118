package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scene changes, it changes as on a server with rows, and for its own plans alone. */
class WhatIfSceneTest {
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName EMAIL = new TableName("public", "customers_email");

    private static WhatIfIndexes open(int major, int sessions) {
        return WhatIfIndexes.open(WhatIfServer.of(major).server(), WhatIfServer.EMPTY, sessions);
    }

    private static WhatIfIndex index(String name, String definition) {
        return new WhatIfIndex(name, ORDERS, definition, new IndexEstimate(1000, 300_000, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aHiddenUniqueIndexProvesNothing(int major) {
        List<String> statements = List.of(
                "select o.id from orders o left join customers c on c.email = o.note",
                "select * from customers where email = 'user7@b.org'",
                "select count(*) from orders o join customers c on c.email = o.note",
                "select * from orders o where note in (select email from customers)");
        try (WhatIfIndexes twin = open(major, 1)) {
            WhatIfSession session = twin.sessions().get(0);
            for (String sql : statements) {
                String with = WhatIfServer.of(major).plan(sql);
                String without = WhatIfServer.of(major).plan(sql, "DROP INDEX customers_email");
                assertThat(session.explain(sql, Scene.AS_IT_IS).json()).isEqualTo(with);
                assertThat(session.explain(sql, Scene.AS_IT_IS.withHidden(Set.of(EMAIL)))
                                .json())
                        .isEqualTo(without)
                        .isNotEqualTo(with);
                assertThat(session.explain(sql, Scene.AS_IT_IS).json()).isEqualTo(with);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void settingsAndPoliciesHoldForTheirSceneAlone(int major) {
        String sql = "select * from docs where id between 10 and 200";
        String[] policy = {
            "ALTER TABLE docs ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY own ON docs USING (title = current_setting('app.title', true)); -- mine"
        };
        WhatIfServer server = WhatIfServer.of(major);
        try (WhatIfIndexes twin = open(major, 1)) {
            WhatIfSession session = twin.sessions().get(0);
            String usual = server.plan(sql);
            assertThat(session.explain(sql, Scene.AS_IT_IS.with("enable_indexscan", "off"))
                            .json())
                    .isEqualTo(server.plan(sql, "SET LOCAL enable_indexscan = off"))
                    .isNotEqualTo(usual);
            Scene restricted = Scene.AS_IT_IS
                    .after(policy[0])
                    .after(policy[1])
                    .with("app.title", "it's \\ \"quoted\"")
                    .as("SET LOCAL ROLE reader");
            assertThat(session.explain(sql, restricted).json())
                    .isEqualTo(server.plan(sql, policy[0], policy[1], "SET LOCAL ROLE reader"))
                    .isNotEqualTo(usual);
            assertThat(session.explain(sql, Scene.AS_IT_IS).json()).isEqualTo(usual);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void whatCannotBeBuiltIsNamedAndTheOthersAre(int major) {
        try (WhatIfIndexes twin = open(major, 2)) {
            Map<String, String> refusals = twin.create(List.of(
                    index("broken", "CREATE INDEX broken ON public.orders (nothing)"),
                    index("divided", "CREATE INDEX divided ON public.orders ((1 / (amount - amount)))"),
                    index("double", "CREATE UNIQUE INDEX double ON public.orders ((1))"),
                    index("misnamed", "CREATE INDEX other ON public.orders (amount)"),
                    index("syntax", "CREATE INDEX ON ON"),
                    index("good", "CREATE INDEX good ON public.orders (amount)")));
            assertThat(refusals.keySet()).containsExactlyInAnyOrder("broken", "misnamed", "syntax");
            assertThat(refusals.get("broken")).contains("nothing");
            WhatIfSession session = twin.sessions().get(1);
            assertThat(session.explain("select * from orders where amount = 5", Scene.showing(Set.of("good")))
                            .indexes())
                    .containsExactly("good");
            assertThat(session.explain(
                                    "select * from orders where 1 / (amount - amount) = 5",
                                    Scene.showing(Set.of("divided", "double")))
                            .indexes())
                    .containsExactly("divided");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aStatementThatCannotBePlannedHarmsNobody(int major) {
        try (WhatIfIndexes twin = open(major, 1)) {
            twin.create(List.of(index("good", "CREATE INDEX good ON public.orders (amount)")));
            WhatIfSession session = twin.sessions().get(0);
            Scene good = Scene.showing(Set.of("good"));
            String sql = "select * from orders where amount = 5 and note <> ';{?}' -- the end";
            assertThat(session.explain(sql, good).indexes()).containsExactly("good");
            for (String broken :
                    List.of("select * from nothing", "selec 1", "", "select 1 from", "select 1; drop table docs")) {
                assertThatThrownBy(() -> session.explain(broken, good)).isInstanceOf(PgwrightException.class);
                assertThat(session.explain(sql, good).indexes()).containsExactly("good");
            }
            assertThat(session.explain(sql, Scene.AS_IT_IS).indexes()).isEmpty();
            assertThat(session.explain("select * from orders where amount = $1 and id < $2", 2, good)
                            .json())
                    .contains("$1");
            assertThatThrownBy(() -> session.explain(sql, Scene.showing(Set.of("unknown"))))
                    .hasMessageContaining("unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void sessionsSeeTheirOwnScenesAtTheSameTime(int major) {
        try (WhatIfIndexes twin = open(major, 2)) {
            twin.create(List.of(
                    index("one", "CREATE INDEX one ON public.orders (amount)"),
                    index("two", "CREATE INDEX two ON public.orders (amount, note)")));
            List<Set<String>> shown = List.of(Set.of(), Set.of("one"), Set.of("two"), Set.of("one", "two"));
            List<Set<String>> scenes =
                    IntStream.range(0, 400).mapToObj(i -> shown.get(i * 7 % 4)).toList();
            List<Boolean> right = twin.forEach(
                    scenes,
                    (session, scene) -> scene.isEmpty()
                            == session.explain("select * from orders where amount = 5", Scene.showing(scene))
                                    .indexes()
                                    .isEmpty());
            assertThat(right).hasSize(400).containsOnly(true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void copiesOfLongTablesTakeNoSpace(int major) throws Exception {
        WhatIfServer server = WhatIfServer.of(major);
        String huge = "huge";
        server.run("template1", "DROP DATABASE IF EXISTS huge", "CREATE DATABASE huge TEMPLATE " + WhatIfServer.EMPTY);
        String file = server.rows(huge, "SELECT pg_relation_filepath('orders')", row -> row.getString(1))
                .get(0);
        new RelationFile(server.server().dataFolder().resolve(file)).resize(10L << 17); // 10 GiB
        String sql = "select count(*) from orders where amount > 5";
        String plan = server.rows(huge, "EXPLAIN (FORMAT JSON) " + sql, row -> row.getString(1))
                .get(0);
        try (WhatIfIndexes twin = WhatIfIndexes.open(server.server(), huge, 2)) {
            assertThat(twin.create(List.of(index("good", "CREATE INDEX good ON public.orders (amount)"))))
                    .isEmpty();
            for (WhatIfSession session : twin.sessions()) {
                assertThat(session.explain(sql, Scene.AS_IT_IS).json()).isEqualTo(plan);
                assertThat(session.explain(sql + " and amount < 6", Scene.showing(Set.of("good")))
                                .indexes())
                        .containsExactly("good");
            }
            Process du =
                    new ProcessBuilder("du", "-sm", server.server().dataFolder().toString()).start();
            int megabytes = Integer.parseInt(
                    new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .split("\\s")[0]);
            assertThat(megabytes).isLessThan(2000);
        }
        server.run("template1", "DROP DATABASE huge");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void statisticsOfAnExpressionAreThoseOfAnAnalyzedIndex(int major) {
        WhatIfServer server = WhatIfServer.of(major);
        String definition = "CREATE INDEX by_c ON public.docs ((body ->> 'c'), id)";
        // so small a table is read whole by ANALYZE: nothing else changes
        String[] built = {definition, "ANALYZE docs"};
        List<String> statements = List.of(
                "select * from docs where body ->> 'c' = '7'",
                "select body ->> 'c', count(*) from docs group by 1",
                "select * from docs where body ->> 'c' in ('7', '8') and id > 29000");
        RealIndex real = RealIndex.build(
                server,
                new WhatIfIndex("by_c", new TableName("public", "docs"), definition, new IndexEstimate(0, 0, 0)),
                List.of());
        try (WhatIfIndexes twin = open(major, 1)) {
            assertThat(twin.create(List.of(real.index().withExpressions(Map.of(1, server.statistics("by_c", built))))))
                    .isEmpty();
            for (String sql : statements) {
                assertThat(twin.sessions()
                                .get(0)
                                .explain(sql, Scene.showing(Set.of("by_c")))
                                .json())
                        .isEqualTo(server.plan(sql, built));
            }
        }
    }
}
