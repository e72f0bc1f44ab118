package dev.pgwright.pgquery.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.pgquery.TestParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of conditions, joins, keys, limits, calls and sub-queries. */
class AnalysisTest {
    private static StatementAnalysis analyze(String sql) {
        return TestParser.SHARED.analyze(sql, TestCatalog.INSTANCE).get(0);
    }

    private static QueryBlock query(String sql) {
        return analyze(sql).query().orElseThrow();
    }

    private static String show(Predicate predicate) {
        return (predicate.negated() ? "NOT " : "")
                + predicate.kind()
                + " "
                + predicate.left().columns().stream().map(ColumnUse::column).collect(Collectors.joining("+"))
                + " "
                + predicate.operator()
                + " "
                + predicate.right().kind();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status = 'x' | EQUALITY status = CONSTANT",
                "'x' = status | EQUALITY status = CONSTANT",
                "status = $1 | EQUALITY status = PARAMETER",
                "status = $1::text | EQUALITY status = PARAMETER",
                "total > 5 | RANGE total > CONSTANT",
                "5 > total | RANGE total < CONSTANT",
                "$1 <= total | RANGE total >= PARAMETER",
                "placed_at < now() | RANGE placed_at < FUNCTION",
                "placed_at < now() - interval '1 day' | RANGE placed_at < FUNCTION",
                "placed_at >= CURRENT_DATE | RANGE placed_at >= FUNCTION",
                "total BETWEEN 1 AND 2 | RANGE total BETWEEN CONSTANT",
                "total NOT BETWEEN 1 AND $1 | NOT RANGE total BETWEEN PARAMETER",
                "(id, total) > (1, 2) | RANGE id+total > CONSTANT",
                "status <> 'x' | INEQUALITY status <> CONSTANT",
                "status != 'x' | INEQUALITY status <> CONSTANT",
                "NOT status = 'x' | NOT EQUALITY status = CONSTANT",
                "id IN (1, 2) | IN id = CONSTANT",
                "id NOT IN (1, $1) | NOT IN id = PARAMETER",
                "id = ANY ('{1,2}') | IN id = CONSTANT",
                "id = ANY ($1::int[]) | IN id = PARAMETER",
                "id <> ALL ('{1}') | NOT IN id = CONSTANT",
                "id IN (SELECT order_id FROM order_items) | IN id = SUBQUERY",
                "id NOT IN (SELECT 1) | NOT IN id = SUBQUERY",
                "id = (SELECT 1) | EQUALITY id = SUBQUERY",
                "status LIKE 'ab%' | LIKE_PREFIX status ~~ CONSTANT",
                "status LIKE '%ab' | PATTERN status ~~ CONSTANT",
                "status LIKE '_b' | PATTERN status ~~ CONSTANT",
                "status LIKE $1 | PATTERN status ~~ PARAMETER",
                "status NOT LIKE 'ab%' | NOT LIKE_PREFIX status ~~ CONSTANT",
                "status ILIKE 'ab%' | PATTERN status ~~* CONSTANT",
                "status ~ '^a' | PATTERN status ~ CONSTANT",
                "status ^@ 'a' | LIKE_PREFIX status ^@ CONSTANT",
                "starts_with(status, 'a') | LIKE_PREFIX status ^@ CONSTANT",
                "notes IS NULL | NULL_TEST notes  NONE",
                "notes IS NOT NULL | NOT NULL_TEST notes  NONE",
                "NOT (notes IS NULL) | NOT NULL_TEST notes  NONE",
                "search @@ to_tsquery('a') | FULL_TEXT search @@ FUNCTION",
                "to_tsquery('a') @@ search | FULL_TEXT search @@ FUNCTION",
                "to_tsvector('simple', notes) @@ $1 | FULL_TEXT notes @@ PARAMETER",
                "status IS DISTINCT FROM 'x' | DISTINCTNESS status = CONSTANT",
                "status IS NOT DISTINCT FROM $1 | NOT DISTINCTNESS status = PARAMETER",
                "(total > 1) IS TRUE | BOOLEAN total  NONE",
                "lower(status) = 'x' | EQUALITY status = CONSTANT",
                "id = customer_id | EQUALITY id = COLUMN",
                "id = customer_id + 1 | EQUALITY id = EXPRESSION",
                "EXISTS (SELECT 1) | EXISTS   NONE",
                "NOT EXISTS (SELECT 1) | NOT EXISTS   NONE",
                "f(id) | OTHER id  NONE",
            })
    void predicates(String condition, String expected) {
        List<Predicate> predicates =
                query("SELECT 1 FROM orders WHERE " + condition).predicates();
        assertThat(predicates).hasSize(1);
        assertThat(show(predicates.get(0))).isEqualTo(expected);
    }

    @Test
    void containmentAndDistance() {
        assertThat(query("SELECT 1 FROM customers WHERE tags @> ARRAY['a'] AND '{}' <@ profile AND profile ? 'k'"
                                + " AND tags && $1")
                        .predicates())
                .extracting(AnalysisTest::show)
                .containsExactly(
                        "CONTAINMENT tags @> CONSTANT",
                        "CONTAINMENT profile @> CONSTANT",
                        "CONTAINMENT profile ? CONSTANT",
                        "CONTAINMENT tags && PARAMETER");
        assertThat(query("SELECT 1 FROM products WHERE place <-> point '(0,0)' < 5 AND ST_DWithin(place, $1, 10)")
                        .predicates())
                .extracting(AnalysisTest::show)
                .containsExactly("DISTANCE place < CONSTANT", "DISTANCE place st_dwithin PARAMETER");
    }

    @Test
    void aBareColumnIsAnExpressionOnlyWhenSomethingIsDoneToIt() {
        List<Predicate> predicates = query(
                        "SELECT 1 FROM orders WHERE status = 'x' AND lower(status) = 'x' AND placed_at::date = $1")
                .predicates();
        assertThat(predicates)
                .extracting(it -> it.left().kind())
                .containsExactly(Operand.Kind.COLUMN, Operand.Kind.EXPRESSION, Operand.Kind.EXPRESSION);
    }

    @Test
    void armsOfAnOr() {
        List<Predicate> predicates = query("SELECT 1 FROM orders WHERE id = 1 AND (status = 'a' OR status = 'b' AND"
                        + " total > 1) AND NOT (notes = 'c' OR customer_id = 2) AND NOT (id = 3 AND id = 4)")
                .predicates();
        assertThat(predicates).extracting(Predicate::disjunction).containsExactly(0, 1, 1, 1, 0, 0, 2, 2);
        assertThat(predicates)
                .extracting(Predicate::negated)
                .containsExactly(false, false, false, false, true, true, true, true);
    }

    @Test
    void joins() {
        QueryBlock block = query("SELECT 1 FROM orders o LEFT JOIN customers c ON c.id = o.customer_id AND c.name = 'x'"
                + " JOIN regions USING (region_id), order_items i WHERE i.order_id = o.id AND i.price < o.total");
        assertThat(block.joins())
                .extracting(it -> it.left() + " " + it.operator() + " " + it.right() + " " + it.type())
                .containsExactly(
                        "c.id = o.customer_id LEFT",
                        "c.region_id = regions.region_id INNER",
                        "i.order_id = o.id INNER",
                        "i.price < o.total INNER");
        assertThat(block.predicates()).extracting(Predicate::outerJoin).containsExactly(true, true, false, false);
    }

    @Test
    void keysAndLimits() {
        QueryBlock block = query("SELECT DISTINCT ON (customer_id) customer_id AS c, lower(status) FROM orders"
                + " WHERE total > 0 GROUP BY 1, status, ROLLUP (id) ORDER BY c, 2 DESC, placed_at DESC NULLS LAST"
                + " LIMIT 10 OFFSET $1");
        assertThat(block.orderBy())
                .extracting(it -> it.column().map(ColumnUse::column).orElse("?")
                        + it.columns().size()
                        + it.descending()
                        + it.nullsFirst())
                .containsExactly("customer_id1falsefalse", "?1truetrue", "placed_at1truefalse");
        assertThat(block.groupBy())
                .extracting(it -> it.column().orElseThrow().column())
                .containsExactly("customer_id", "status", "id");
        assertThat(block.distinctOn()).hasSize(1);
        assertThat(block.distinct()).isFalse();
        RowLimit limit = block.limit().orElseThrow();
        assertThat(limit.count()).hasValue(10);
        assertThat(limit.offset()).isEmpty();
        assertThat(limit.offsetNode()).isPresent();
        assertThat(query("SELECT 1 FROM orders LIMIT ALL").limit()).isEmpty();
        assertThat(query("SELECT 1 FROM orders ORDER BY id FETCH FIRST ROW WITH TIES")
                        .limit()
                        .orElseThrow()
                        .withTies())
                .isTrue();
    }

    @Test
    void functionCalls() {
        StatementAnalysis analysis = analyze("SELECT auth.uid(), count(*), sum(total) OVER (ORDER BY id) FROM orders"
                + " WHERE lower(status) = upper('x') AND has_role(auth.uid(), id)");
        assertThat(analysis.functions())
                .extracting(it -> it.schema() + "." + it.name() + "/" + it.arguments() + " " + it.clause() + " "
                        + it.columns() + (it.window() ? " window" : ""))
                .containsExactly(
                        "auth.uid/0 OUTPUT 0",
                        ".count/0 OUTPUT 0",
                        ".sum/1 OUTPUT 2 window",
                        ".lower/1 WHERE 1",
                        ".upper/1 WHERE 0",
                        ".has_role/2 WHERE 1",
                        "auth.uid/0 WHERE 0");
    }

    @Test
    void subLinks() {
        StatementAnalysis analysis = analyze("SELECT (SELECT max(price) FROM order_items i WHERE i.order_id = o.id),"
                + " ARRAY(SELECT 1) FROM orders o WHERE EXISTS (SELECT 1 FROM customers) AND id IN (SELECT order_id FROM"
                + " order_items WHERE qty > ALL (SELECT o.id FROM regions)) AND customer_id = (SELECT auth.uid())");
        assertThat(analysis.subLinks())
                .extracting(it -> it.kind() + " " + it.correlated() + " " + it.clause())
                .containsExactly(
                        "SCALAR true OUTPUT",
                        "ARRAY false OUTPUT",
                        "EXISTS false WHERE",
                        "ANY true WHERE",
                        "ALL true WHERE",
                        "SCALAR false WHERE");
    }

    @Test
    void levels() {
        StatementAnalysis analysis = analyze("SELECT 1 FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE"
                + " o.customer_id = c.id AND EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND"
                + " i.price > c.region_id))");
        assertThat(analysis.columns())
                .extracting(it -> it + "^" + it.levelsUp())
                .containsExactly("o.customer_id^0", "c.id^1", "i.order_id^0", "o.id^1", "i.price^0", "c.region_id^2");
    }

    @Test
    void originsThroughCtesSubQueriesAndViews() {
        StatementAnalysis analysis = analyze("WITH t AS (SELECT id AS x, total + 1 AS y FROM orders)"
                + " SELECT s.z, s.y, b.aid FROM (SELECT x AS z, y FROM t) s, big_spenders b");
        assertThat(analysis.query().orElseThrow().outputs())
                .extracting(it -> it.name() + it.origins())
                .containsExactly("z[public.orders.id]", "y[]", "aid[public.customers.id]");
        assertThat(analysis.relations())
                .extracting(it -> it.relation() + " "
                        + it.throughView().map(Object::toString).orElse("-"))
                .containsExactly(
                        "public.orders -",
                        "public.big_spenders -",
                        "public.active_customers public.big_spenders",
                        "public.customers public.active_customers",
                        "public.customer_totals public.big_spenders",
                        "public.orders public.customer_totals");
        assertThat(query("SELECT key FROM all_keys").outputs().get(0).origins())
                .hasToString("[public.counters.key, public.staging.key]");
        assertThat(query("SELECT region_id FROM customers FULL JOIN regions USING (region_id)")
                        .outputs()
                        .get(0)
                        .origins())
                .hasToString("[public.customers.region_id, public.regions.region_id]");
    }

    @Test
    void parameters() {
        StatementAnalysis analysis =
                analyze("SELECT $2::int FROM orders WHERE id = $1 AND placed_at > CAST($3 AS timestamptz) LIMIT $4");
        assertThat(analysis.parameters())
                .extracting(it -> "$" + it.number() + " " + it.castTo() + " " + it.clause())
                .containsExactly("$2 int4 OUTPUT", "$1  WHERE", "$3 timestamptz WHERE", "$4  LIMIT");
    }

    @Test
    void whatIsWritten() {
        StatementAnalysis analysis = analyze("MERGE INTO counters c USING staging s ON s.key = c.key WHEN MATCHED THEN"
                + " UPDATE SET hits = s.delta WHEN NOT MATCHED THEN INSERT (key) VALUES (s.key)");
        assertThat(analysis.columns())
                .filteredOn(it -> it.clause() == Clause.TARGET)
                .extracting(ColumnUse::column)
                .containsExactly("hits", "key");
        assertThat(analysis.relations())
                .extracting(it -> it.relation().name() + " " + it.access())
                .containsExactly("counters MERGE", "staging READ");
    }

    @Test
    void policiesIndexesAndOtherStatements() {
        StatementAnalysis policy =
                analyze("CREATE POLICY p ON orders USING (customer_id IN (SELECT c.id FROM customers c"
                        + " WHERE c.name = auth.uid() AND c.id = orders.customer_id)) WITH CHECK (status = 'x')");
        assertThat(policy.problems()).isEmpty();
        assertThat(policy.columns())
                .extracting(it -> it + "^" + it.levelsUp())
                .containsExactly(
                        "orders.customer_id^0",
                        "c.id^0",
                        "c.name^0",
                        "c.id^0",
                        "orders.customer_id^1",
                        "orders.status^0");
        assertThat(policy.subLinks().get(0).correlated()).isTrue();
        StatementAnalysis index = analyze("CREATE INDEX ON orders (status, lower(notes)) WHERE total > 0");
        assertThat(index.columns()).extracting(ColumnUse::column).contains("status", "notes", "total");
        assertThat(analyze("EXPLAIN SELECT id FROM orders")
                        .query()
                        .orElseThrow()
                        .sources())
                .hasSize(1);
        assertThat(analyze("VACUUM orders, regions").relations())
                .extracting(it -> it.relation() + " " + it.access())
                .containsExactly("public.orders UTILITY", "public.regions UTILITY");
    }

    @Test
    void anUnknownRelationIsAProblemAndTakesTheColumnsThatNobodyElseHas() {
        StatementAnalysis analysis = analyze("SELECT mystery, total FROM nowhere, orders WHERE nowhere.x = 1");
        assertThat(analysis.problems())
                .extracting(it -> it.kind() + " " + it.name())
                .containsExactly("UNKNOWN_RELATION nowhere");
        assertThat(analysis.columns())
                .extracting(Object::toString)
                .containsExactly("nowhere.mystery", "orders.total", "nowhere.x");
    }

    @Test
    void aCatalogThatCallsTheParserIsToldSo() {
        Catalog calling = (schema, name) -> {
            TestParser.SHARED.fingerprint("SELECT 1");
            return Optional.empty();
        };
        assertThatThrownBy(() -> TestParser.SHARED.analyze("SELECT 1 FROM t", calling))
                .hasMessageContaining("from inside a call");
    }

    @Test
    void viewsThatReferToThemselvesEnd() {
        Catalog catalog = new MapCatalog(
                List.of("public"),
                List.of(
                        Catalog.Relation.view("public", "a", List.of("x"), "SELECT x FROM b"),
                        Catalog.Relation.view("public", "b", List.of("x"), "SELECT x FROM a"),
                        Catalog.Relation.view("public", "broken", List.of("x"), "SELECT FROM FROM")));
        assertThat(TestParser.SHARED.analyze("SELECT x FROM a", catalog).get(0).problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.VIEW_DEFINITION);
        assertThat(TestParser.SHARED
                        .analyze("SELECT x FROM broken", catalog)
                        .get(0)
                        .problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.VIEW_DEFINITION);
    }
}
