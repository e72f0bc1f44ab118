package dev.pgwright.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.pgquery.analysis.BaseColumn;
import dev.pgwright.pgquery.analysis.Catalog;
import dev.pgwright.pgquery.analysis.ColumnUse;
import dev.pgwright.pgquery.analysis.Predicate;
import dev.pgwright.pgquery.analysis.QueryBlock;
import dev.pgwright.pgquery.analysis.RelationUse;
import dev.pgwright.pgquery.analysis.Source;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names of a real database, resolved as its server would. */
class SnapshotCatalogTest {
    private static final List<String> SCHEMA = List.of(
            "CREATE SCHEMA \"Shop\"",
            "CREATE SCHEMA other",
            "CREATE TABLE public.orders (old_id int)",
            "CREATE TABLE other.orders (other_id int)",
            "CREATE TABLE \"Shop\".orders (id int PRIMARY KEY, \"customerId\" int, gone int, total numeric, tags text[])",
            "ALTER TABLE \"Shop\".orders DROP COLUMN gone",
            "CREATE TABLE \"Shop\".\"Customer \"\"A\"\"\" (\"customerId\" int, \"Name\" text, name text)",
            "CREATE VIEW \"Shop\".\"openOrders\" AS SELECT o.id AS \"orderId\", o.total * 2 AS twice, c.\"Name\""
                    + " FROM \"Shop\".orders o JOIN \"Shop\".\"Customer \"\"A\"\"\" c USING (\"customerId\")",
            "CREATE MATERIALIZED VIEW \"Shop\".totals (who, sum) AS"
                    + " SELECT \"customerId\", sum(total) FROM \"Shop\".orders GROUP BY 1",
            "CREATE SEQUENCE \"Shop\".numbers",
            "CREATE TYPE \"Shop\".\"Pair\" AS (a int, \"B\" text)",
            "CREATE FUNCTION \"Shop\".by_table(n int DEFAULT 1) RETURNS TABLE (\"Id\" int, label text) LANGUAGE sql"
                    + " AS 'SELECT 1, ''x'''",
            "CREATE FUNCTION \"Shop\".by_out(n int, OUT low int, INOUT high int) LANGUAGE sql AS 'SELECT 1, 2'",
            "CREATE FUNCTION \"Shop\".by_row() RETURNS SETOF \"Shop\".orders LANGUAGE sql"
                    + " AS 'TABLE \"Shop\".orders'",
            "CREATE FUNCTION \"Shop\".by_rows() RETURNS SETOF \"Shop\".orders[] LANGUAGE sql"
                    + " AS 'SELECT array_agg(o) FROM \"Shop\".orders o'",
            "CREATE FUNCTION \"Shop\".by_type() RETURNS \"Shop\".\"Pair\" LANGUAGE sql AS 'SELECT 1, ''x'''",
            "CREATE FUNCTION \"Shop\".scalar() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1'",
            "CREATE FUNCTION \"Shop\".overloaded(OUT a int, OUT b int) LANGUAGE sql AS 'SELECT 1, 2'",
            "CREATE FUNCTION \"Shop\".overloaded(int, OUT c int, OUT d int) LANGUAGE sql AS 'SELECT 1, 2'",
            "ALTER DATABASE postgres SET search_path = \"$user\", \"Shop\", public");

    private static Snapshot snapshot = new Snapshot.Builder().build();
    private static Catalog catalog = (schema, name) -> Optional.empty();

    @BeforeAll
    static void read() throws SQLException {
        try (LocalPostgres server =
                LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard())) {
            TargetParser parser = new TargetParser(Map.of(), Path.of(""));
            try (WriteSession session = WriteSession.open(parser.parse(server.uri("postgres")))) {
                for (String sql : SCHEMA) {
                    session.execute(sql);
                }
            }
            try (Session session = Session.open(parser.parse(server.uri("postgres")))) {
                snapshot = SnapshotReader.read(session);
            }
        }
        catalog = SnapshotCatalog.of(snapshot);
    }

    private static StatementAnalysis analyze(Catalog names, String sql) {
        return SqlText.parser().analyze(sql, names).get(0);
    }

    private static List<String> relations(Catalog names, String sql) {
        return analyze(names, sql).relations().stream()
                .map(RelationUse::relation)
                .map(Object::toString)
                .toList();
    }

    /** What a {@code *} over a FROM item becomes; fails when a name is not resolved. */
    private static List<String> columns(String from) {
        StatementAnalysis analysis = analyze(catalog, "SELECT * FROM " + from);
        assertThat(analysis.problems()).isEmpty();
        return analysis.query().orElseThrow().outputs().stream()
                .map(Source.Column::name)
                .toList();
    }

    @Test
    void aNameWithoutASchemaIsLookedForAsTheDatabaseSays() {
        assertThat(relations(catalog, "TABLE orders")).containsExactly("Shop.orders");
        assertThat(relations(catalog, "TABLE public.orders")).containsExactly("public.orders");
        assertThat(relations(new SnapshotCatalog(snapshot, List.of("public", "Shop")), "TABLE orders"))
                .containsExactly("public.orders");
        assertThat(relations(SnapshotCatalog.of(snapshot, "other"), "TABLE orders"))
                .as("$user is the role")
                .containsExactly("other.orders");
        assertThat(analyze(new SnapshotCatalog(snapshot, List.of()), "TABLE orders")
                        .problems())
                .hasSize(1);
    }

    @Test
    void capitalsAndQuotesAreKept() {
        assertThat(columns("\"Customer \"\"A\"\"\"")).containsExactly("customerId", "Name", "name");
        assertThat(analyze(catalog, "SELECT customerId FROM orders").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.name()).isEqualTo("customerid"));
        assertThat(analyze(catalog, "SELECT 1 FROM Shop.orders").problems()).hasSize(1);
    }

    @Test
    void droppedColumnsAreGone() {
        assertThat(columns("orders AS o (x)")).containsExactly("x", "customerId", "total", "tags");
        assertThat(analyze(catalog, "SELECT gone FROM orders").problems()).hasSize(1);
    }

    @Test
    void viewsLeadToTheirTables() {
        StatementAnalysis analysis = analyze(
                catalog, "SELECT v.\"orderId\", v.twice, \"Name\" FROM \"openOrders\" v WHERE v.\"orderId\" = 7");
        assertThat(analysis.problems()).isEmpty();
        QueryBlock query = analysis.query().orElseThrow();
        assertThat(query.sources().get(0).kind()).isEqualTo(Source.Kind.VIEW);
        assertThat(query.outputs())
                .extracting(column -> column.origins().toString())
                .containsExactly("[Shop.orders.id]", "[]", "[Shop.Customer \"A\".Name]");
        assertThat(analysis.relations())
                .extracting(use -> use.relation() + (use.throughView().isPresent() ? " in a view" : ""))
                .containsExactly("Shop.openOrders", "Shop.orders in a view", "Shop.Customer \"A\" in a view");
        ColumnUse compared = query.predicates().get(0).left().columns().get(0);
        assertThat(compared.origins()).extracting(BaseColumn::toString).containsExactly("Shop.orders.id");
    }

    @Test
    void materializedViewsAndSequencesHaveColumns() {
        assertThat(columns("totals")).containsExactly("who", "sum");
        assertThat(columns("numbers")).containsExactly("last_value", "log_cnt", "is_called");
    }

    @Test
    void functionsInFromHaveTheColumnsOfTheirResult() {
        assertThat(columns("by_table(3)")).containsExactly("Id", "label");
        assertThat(columns("\"Shop\".by_out(1, 2) AS f")).containsExactly("low", "high");
        assertThat(columns("by_row()")).containsExactly("id", "customerId", "total", "tags");
        assertThat(columns("by_rows() AS r")).containsExactly("r");
        assertThat(columns("by_type()")).containsExactly("a", "B");
        assertThat(columns("scalar() AS s")).containsExactly("s");
        assertThat(columns("other.by_table(3) AS t")).as("not there").containsExactly("t");
        assertThat(analyze(catalog, "SELECT a, d FROM overloaded() AS o").problems())
                .as("which one it is, its arguments decide")
                .isEmpty();
    }

    @Test
    void conditionsAreOfTheirKind() {
        StatementAnalysis analysis = analyze(
                catalog,
                "SELECT 1 FROM orders AS o JOIN \"Customer \"\"A\"\"\" AS c USING (\"customerId\")"
                        + " WHERE o.total > 5 AND tags @> '{x}' AND c.\"Name\" LIKE 'A%' AND id IN (1, 2)"
                        + " AND name IS NULL");
        assertThat(analysis.problems()).isEmpty();
        QueryBlock query = analysis.query().orElseThrow();
        assertThat(query.sources()).extracting(Source::name).containsExactly("o", "c");
        assertThat(query.joins()).hasSize(1);
        assertThat(query.predicates())
                .extracting(Predicate::kind)
                .contains(
                        Predicate.Kind.RANGE,
                        Predicate.Kind.CONTAINMENT,
                        Predicate.Kind.LIKE_PREFIX,
                        Predicate.Kind.IN,
                        Predicate.Kind.NULL_TEST);
    }
}
