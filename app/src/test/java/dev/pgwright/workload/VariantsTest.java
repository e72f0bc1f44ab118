package dev.pgwright.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.StatementOrigin.Binding;
import dev.pgwright.workload.Variants.Variant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Literals that statistics of a real server give for parameters; the server must accept each text. */
class VariantsTest {
    private static final ShopServer SERVER = ShopServer.ofMajor(18);
    private static Snapshot snapshot = new Snapshot.Builder().build();

    @BeforeAll
    static void read() {
        snapshot = SERVER.snapshot();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static List<Variant> variants(String normalized) {
        String sql = SqlText.parser().plannable(normalized);
        ParsedSql parsed = SqlText.parser().parse(sql);
        StatementAnalysis analysis =
                SqlText.parser().analyze(sql, SnapshotCatalog.of(snapshot)).get(0);
        return Variants.of(parsed, analysis, new KnownColumns(snapshot), 17);
    }

    private static void assertPlanned(Variant variant) {
        StatementOrigin origin =
                new StatementOrigin("", 0, true, variant.values(), variant.bindings(), variant.parametersLeft());
        WorkloadStatement statement = new WorkloadStatement("s", variant.sql(), 1, null, null, null, 0, origin);
        try (Connection connection = SERVER.connect("postgres")) {
            connection.setAutoCommit(false);
            assertThat(GenericPlan.explain(connection, statement, "FORMAT JSON", 18))
                    .startsWith("[");
        } catch (SQLException e) {
            throw new AssertionError(variant.sql(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT $1 FROM orders WHERE id = $2 LIMIT $3 OFFSET $4",
                "SELECT count(*) FILTER (WHERE status = $1) FROM orders WHERE customer_id = $2",
                "SELECT date_trunc($1, created_at), sum(total * $2) FROM orders WHERE created_at >= date $3 GROUP BY 1",
                "SELECT * FROM orders WHERE created_at > now() - interval $1",
                "SELECT * FROM orders WHERE created_at >= $1::date AND created_at < $2::date + interval $3",
                "SELECT * FROM orders WHERE status IN ($1, $2) AND customer_id = ANY ($3)",
                "SELECT * FROM orders WHERE status IN ($1 /*, ... */) ORDER BY id LIMIT $2",
                "SELECT * FROM orders WHERE status <> ALL ($1::text[]) AND id > $2",
                "SELECT * FROM orders WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3",
                "SELECT * FROM orders WHERE words @@ to_tsquery($1, $2)",
                "SELECT * FROM orders WHERE id BETWEEN $1 AND $2 AND total IS NOT DISTINCT FROM $3",
                "SELECT * FROM customers WHERE lower(email) = $1",
                "SELECT * FROM customers WHERE lower(email) = lower($1)",
                "SELECT * FROM customers WHERE email LIKE $1 OR email ILIKE $2 || $3 || $4",
                "SELECT * FROM customers WHERE $1 = ANY (tags) AND tags @> $2 AND mood = $3",
                "SELECT coalesce(sum(total), $1), CASE WHEN count(*) > $2 THEN $3 ELSE $4 END FROM orders"
                        + " WHERE status = $5 HAVING count(*) > $6",
                "SELECT CASE status WHEN $1 THEN $2 ELSE $3 END, coalesce(email, $4), email || $5 FROM orders o"
                        + " JOIN customers c ON c.id = customer_id AND c.mood = $6 WHERE extract($7 FROM created_at) = $8",
                "SELECT * FROM (SELECT id AS n FROM orders WHERE status = $1) x WHERE n = $2",
                "SELECT * FROM orders WHERE EXISTS (SELECT $1 FROM customers WHERE id = customer_id AND email = $2)",
                "SELECT * FROM orders WHERE ($1::text IS NULL OR status = $1) AND total >= $2",
                "INSERT INTO orders (id, customer_id, status, created_at, total) VALUES ($1, $2, $3, $4, $5)"
                        + " ON CONFLICT (id) DO UPDATE SET status = $6, total = orders.total + $7",
                "UPDATE customers SET tags = $1, email = $2, mood = $3 WHERE id = $4 RETURNING id",
                "INSERT INTO notes (id, owner, body) SELECT id, $1, $2 FROM orders WHERE status = $3",
                "DELETE FROM notes WHERE owner = $1 AND id < $2",
                "/* a remark: $9 */ SELECT '$1' AS \"$2\", status FROM orders WHERE status = $1 -- $3",
                "SELECT * FROM orders WHERE created_at::date = $1 AND customer_id::text = $2::text",
            })
    void everyParameterGetsAValueThatTheServerAccepts(String sql) {
        List<Variant> variants = variants(sql);
        assertThat(variants.stream().mapToDouble(Variant::share).sum()).isCloseTo(1, within(1e-9));
        assertThat(variants).allSatisfy(variant -> {
            assertThat(variant.parametersLeft()).as(variant.sql()).isZero();
            assertPlanned(variant);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT * FROM orders WHERE status = $1                      | 'done'::text",
                "SELECT * FROM orders WHERE customer_id = $1                 | '7'::integer",
                "SELECT * FROM orders WHERE $1 = status                      | 'done'::text",
                "SELECT * FROM customers WHERE mood = $1                     | 'calm'::public.mood",
                "SELECT * FROM customers c, LATERAL (SELECT 1 FROM orders o WHERE o.status = $1) x | 'done'::text",
                "SELECT * FROM orders LIMIT $1                               | 20",
                "SELECT * FROM customers WHERE $1 = ANY (tags)               | 'all'",
            })
    void theCommonValueIsTheMostCommonOne(String sql, String literal) {
        Variant common = variants(sql).get(0);
        assertThat(common.bindings()).extracting(Binding::literal).containsExactly(literal);
        assertPlanned(common);
    }

    @Test
    void sharesOfCommonAndRareValuesGiveTheMeanFrequency() {
        List<Variant> variants = variants("SELECT * FROM orders WHERE customer_id = $1");
        double mean = variants.stream()
                .mapToDouble(v -> v.share() * v.bindings().get(0).frequency())
                .sum();
        assertThat(mean).as("0.5 squared, and little more").isCloseTo(0.25, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT sold($1)",
                "SELECT * FROM generate_series($1, $2) n JOIN orders ON id = n WHERE status = $3",
                "SELECT * FROM orders WHERE pg_catalog.mod(id, $1) = $2 AND status = $3",
            })
    void whatIsNotKnownStaysAParameter(String sql) {
        assertThat(variants(sql)).allSatisfy(variant -> {
            assertThat(variant.parametersLeft()).isPositive();
            assertThat(variant.sql()).contains("$1").doesNotContain("$3").doesNotContain("NULL");
            assertPlanned(variant);
        });
    }
}
