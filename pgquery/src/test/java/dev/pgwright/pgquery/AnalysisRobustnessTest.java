package dev.pgwright.pgquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.pgquery.analysis.Catalog;
import dev.pgwright.pgquery.analysis.ColumnUse;
import dev.pgwright.pgquery.analysis.MapCatalog;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any statement can be analysed, also against a catalog that knows nothing of it. */
class AnalysisRobustnessTest {
    private static final PgQuery PARSER = TestParser.SHARED;
    private static final Catalog NOTHING = new MapCatalog(List.of("public"), List.of());
    private static final Catalog SOMETHING = new MapCatalog(
            List.of("public"),
            List.of(
                    Catalog.Relation.table("public", "t", List.of("a", "b", "c", "d", "id")),
                    Catalog.Relation.table("public", "u", List.of("id", "x", "y")),
                    Catalog.Relation.view("public", "v", List.of("id"), "SELECT id FROM t")));

    private static void check(String sql) {
        for (Catalog catalog : List.of(NOTHING, SOMETHING)) {
            List<StatementAnalysis> analyses = PARSER.analyze(sql, catalog);
            assertThat(analyses).as(sql).hasSameSizeAs(PARSER.parse(sql).statements());
            for (StatementAnalysis analysis : analyses) {
                for (ColumnUse use : analysis.columns()) {
                    assertThat(use.location()).as(sql).isBetween(-1, sql.length());
                    assertThat(use.levelsUp()).as(sql).isNotNegative();
                }
            }
        }
    }

    @Test
    void everyStatementOfTheCorpus() {
        CorpusTest.statements().forEach(AnalysisRobustnessTest::check);
    }

    /** Two statements of the corpus put into each other at random, seeded. */
    @Test
    void combinedStatements() {
        List<String> queries = CorpusTest.statements().stream()
                .filter(sql -> sql.startsWith("SELECT") || sql.startsWith("WITH") || sql.startsWith("VALUES"))
                .toList();
        Random random = new Random(20_260_102);
        int analysed = 0;
        for (int i = 0; i < 1500; i++) {
            String a = queries.get(random.nextInt(queries.size()));
            String b = queries.get(random.nextInt(queries.size()));
            String sql = switch (random.nextInt(6)) {
                case 0 -> "SELECT * FROM (" + a + ") p, LATERAL (" + b + ") q WHERE p.a = q.b";
                case 1 -> "WITH t AS (" + a + ") " + (b.startsWith("WITH") ? "SELECT * FROM t" : b);
                case 2 -> "SELECT a FROM t WHERE EXISTS (" + a + ") OR b IN (" + b + ")";
                case 3 -> "(" + a + ") UNION ALL (" + b + ") ORDER BY 1";
                case 4 -> "INSERT INTO t (a) (" + a + ") ON CONFLICT (a) DO UPDATE SET a = (" + b + ")";
                default ->
                    "MERGE INTO t USING (" + a + ") s ON s.a = t.a WHEN MATCHED AND EXISTS (" + b + ") THEN DELETE";
            };
            try {
                PARSER.parse(sql);
            } catch (SqlSyntaxException e) {
                continue; // an INTO, a FOR UPDATE, ... where none may stand
            }
            analysed++;
            check(sql);
        }
        assertThat(analysed).isGreaterThan(1000);
    }

    @Test
    void deepStatements() {
        assertThat(PARSER.analyze("SELECT a" + " + a".repeat(15_000) + " FROM t", SOMETHING)
                        .get(0)
                        .columns())
                .hasSize(15_001);
        String nested = "SELECT a FROM t WHERE a IN (".repeat(400) + "1" + ")".repeat(400);
        assertThat(PARSER.analyze(nested, SOMETHING).get(0).subLinks()).hasSize(399);
        assertThatThrownBy(() -> PARSER.analyze("SELECT a" + " + a".repeat(1_000_000) + " FROM t", SOMETHING))
                .isInstanceOf(LimitExceededException.class);
        check("SELECT 1");
    }
}
