package dev.pgwright.pgquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PgQueryTest {
    private static final PgQuery PARSER = TestParser.SHARED;
    private static final String FIRST_VALUE = "/stmts/0/stmt/SelectStmt/targetList/0/ResTarget/val";

    @Test
    void theOlderGrammarFirst() {
        assertThat(PARSER.parse("SELECT 1").grammar()).isEqualTo(Grammar.POSTGRES_17);
        String virtual = "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL)";
        assertThat(PARSER.parse(virtual).grammar()).isEqualTo(Grammar.POSTGRES_18);
        assertThatThrownBy(() -> PARSER.parse(virtual, Grammar.POSTGRES_17)).isInstanceOf(SqlSyntaxException.class);
        assertThat(PARSER.normalize(virtual)).isEqualTo(virtual);
        assertThat(PARSER.fingerprint(virtual)).matches("[0-9a-f]{16}");
    }

    @Test
    void statementsOfOneText() {
        ParsedSql parsed = PARSER.parse(" -- é\n SELECT 'é'; /* x */ INSERT INTO t VALUES (1) -- y\n;");
        assertThat(parsed.statements())
                .extracting(it -> it.kind() + ": " + parsed.text(it))
                .containsExactly("SelectStmt: SELECT 'é'", "InsertStmt: INSERT INTO t VALUES (1)");
        assertThat(PARSER.parse("-- nothing").statements()).isEmpty();
    }

    @Test
    void theSameTextIsParsedOnce() {
        String sql = "SELECT 'cached'";
        assertThat(PARSER.parse(sql)).isSameAs(PARSER.parse("SELECT " + "'cached'"));
    }

    @Test
    void fingerprints() {
        String print = PARSER.fingerprint("SELECT a FROM t WHERE b = 1 AND c IN (1, 2)");
        assertThat(PARSER.fingerprint("select a  from t where b = $1 and c in ($2) -- x"))
                .isEqualTo(print);
        assertThat(PARSER.fingerprint("SELECT a FROM t WHERE b = 1 OR c IN (1, 2)"))
                .isNotEqualTo(print);
    }

    @Test
    void normalForm() {
        assertThat(PARSER.normalize("SELECT  'x', 5 -- c\nFROM t WHERE a = 'y' LIMIT 3"))
                .isEqualTo("SELECT  $1, $2 -- c\nFROM t WHERE a = $3 LIMIT $4");
        assertThatThrownBy(() -> PARSER.normalize("SELEC")).isInstanceOf(SqlSyntaxException.class);
    }

    @Test
    void tokens() {
        String sql = "select é <= 'ü' -- c";
        assertThat(PARSER.scan(sql))
                .extracting(token -> token.name() + " " + sql.substring(token.start(), token.end()))
                .containsExactly("SELECT select", "IDENT é", "LESS_EQUALS <=", "SCONST 'ü'", "SQL_COMMENT -- c");
    }

    @Test
    void plPgSql() {
        JsonNode functions = PARSER.parsePlPgSql("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$"
                + " BEGIN FOR i IN 1..3 LOOP PERFORM g(i); END LOOP; END $$");
        assertThat(functions.size()).isEqualTo(1);
        assertThat(functions.toString()).contains("PLpgSQL_stmt_fori").contains("SELECT g(i)");
        assertThatThrownBy(() -> PARSER.parsePlPgSql("DO $$ BEGN END $$")).isInstanceOf(SqlSyntaxException.class);
    }

    @Test
    void aChangedTree() {
        JsonNode tree = PARSER.parse("SELECT a FROM t WHERE b = 1").tree().deepCopy();
        ((ObjectNode) tree.at("/stmts/0/stmt/SelectStmt/fromClause/0/RangeVar")).put("relname", "Other Table");
        assertThat(PARSER.deparse(tree)).isEqualTo("SELECT a FROM \"Other Table\" WHERE b = 1");
        ((ObjectNode) tree.at("/stmts/0/stmt/SelectStmt")).put("fromFuture", true);
        assertThatThrownBy(() -> PARSER.deparse(tree))
                .isInstanceOf(UnsupportedSqlException.class)
                .hasMessage("PostgreSQL 17 has no SelectStmt.fromFuture");
    }

    @Test
    void whatTheDeparserLeavesOutIsRefused() {
        // A constant cannot be 1 and NULL: whichever is written, the other is lost.
        JsonNode tree = PARSER.parse("SELECT 1").tree().deepCopy();
        ((ObjectNode) tree.at(FIRST_VALUE + "/A_Const")).put("isnull", true);
        assertThatThrownBy(() -> PARSER.deparse(tree)).isInstanceOf(UnsupportedSqlException.class);
    }

    @Test
    void expressions() {
        JsonNode call = PARSER.parse("SELECT auth.uid() = t.user_id").tree().at(FIRST_VALUE);
        assertThat(PARSER.deparseExpression(call)).isEqualTo("auth.uid() = t.user_id");
    }

    @Test
    void expressionsAreFoundInTheirText() {
        String sql = "SELECT /* é */ ((a + f( )) * -2)::numeric(10, 2) -- end\n, CASE WHEN x THEN y END AS z";
        ParsedSql parsed = PARSER.parse(sql);
        assertThat(PARSER.locate(parsed, parsed.tree().at(FIRST_VALUE))
                        .orElseThrow()
                        .of(sql))
                .isEqualTo("((a + f( )) * -2)::numeric(10, 2)");
        JsonNode sum = parsed.tree().at(FIRST_VALUE + "/TypeCast/arg/A_Expr/lexpr");
        assertThat(PARSER.locate(parsed, sum).orElseThrow().of(sql)).isEqualTo("a + f( )");
        JsonNode second = parsed.tree().at("/stmts/0/stmt/SelectStmt/targetList/1/ResTarget/val");
        assertThat(PARSER.locate(parsed, second).orElseThrow().of(sql)).isEqualTo("CASE WHEN x THEN y END");
    }

    @Test
    void editsKeepCommentsAndLayout() {
        String sql = "CREATE POLICY own ON todos -- mine, é\n  USING ( auth.uid() = user_id /* ! */ )";
        ParsedSql parsed = PARSER.parse(sql);
        JsonNode call = parsed.tree().at("/stmts/0/stmt/CreatePolicyStmt/qual/A_Expr/lexpr");
        TextRange range = PARSER.locate(parsed, call).orElseThrow();
        String changed = new SqlEdits(sql)
                .insert(range.end(), ")")
                .insert(range.start(), "(SELECT ")
                .apply();
        assertThat(changed)
                .isEqualTo("CREATE POLICY own ON todos -- mine, é\n  USING ( (SELECT auth.uid()) = user_id /* ! */ )");
    }

    @Test
    void overlappingEditsAreRefused() {
        SqlEdits edits = new SqlEdits("abcdef").replace(new TextRange(1, 3), "X");
        assertThatThrownBy(() -> edits.replace(new TextRange(2, 4), "Y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.replace(new TextRange(5, 7), "Y")).isInstanceOf(IllegalArgumentException.class);
        assertThat(edits.replace(new TextRange(3, 4), "").insert(6, "!").apply())
                .isEqualTo("aXef!");
    }

    @Test
    void pgStatStatementsTexts() {
        List<String[]> cases = List.of(
                new String[] {"select now() - interval $1 /* x */", "select now() - $1::interval /* x */"},
                new String[] {"select interval $1 day", "select $1::interval day"},
                new String[] {"select date $1, jsonb $2 -> $3", "select $1::date, $2::jsonb -> $3"},
                new String[] {"select timestamp with time zone $1", "select $1::timestamp with time zone"},
                new String[] {"select numeric(10,2) $1", "select $1::numeric(10, 2)"},
                new String[] {"select extract($1 from now())", "select pg_catalog.extract($1 , now())"},
                new String[] {"select cast($1 as int), $2::text", "select cast($1 as int), $2::text"},
                new String[] {"select a from t where b in ($1 /*, ... */)", "select a from t where b in ($1 /*, ... */)"
                });
        for (String[] it : cases) {
            assertThat(PARSER.plannable(it[0])).isEqualTo(it[1]);
        }
    }

    @Test
    void closedMeansClosed() {
        PgQuery parser = PgQuery.open(Limits.DEFAULT, 1);
        parser.close();
        assertThatThrownBy(() -> parser.parse("SELECT 1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theExampleOfTheReadme() throws java.io.IOException {
        String readme = java.nio.file.Files.readString(java.nio.file.Path.of("README.md"));
        String example =
                readme.substring(readme.indexOf("```java\n") + 8, readme.indexOf("```\n", readme.indexOf("```java")));
        // The five lines as they stand there, but for the printing.
        try (PgQuery parser = PgQuery.open()) {
            ParsedSql parsed = parser.parse("SELECT name FROM users WHERE id IN (1, 2)");
            assertThat(parsed.statements().get(0).kind()).isEqualTo("SelectStmt");
            assertThat(parser.fingerprint(parsed.sql())).isEqualTo("5f5faa37c7d6d775");
            assertThat(parser.deparse(parsed)).isEqualTo("SELECT name FROM users WHERE id IN (1, 2)");
        }
        for (String line : List.of(
                "try (PgQuery parser = PgQuery.open()) {",
                "ParsedSql parsed = parser.parse(\"SELECT name FROM users WHERE id IN (1, 2)\");",
                "System.out.println(parsed.statements().get(0).kind()); // SelectStmt",
                "System.out.println(parser.fingerprint(parsed.sql())); // 5f5faa37c7d6d775",
                "System.out.println(parser.deparse(parsed)); // SELECT name FROM users WHERE id IN (1, 2)")) {
            assertThat(example).contains(line);
        }
    }
}
