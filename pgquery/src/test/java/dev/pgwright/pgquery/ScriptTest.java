package dev.pgwright.pgquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.pgquery.ScriptPart.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static List<String> texts(String script) {
        return Script.split(script).stream().map(part -> part.text(script)).toList();
    }

    @Test
    void statementsWithoutTheirSemicolonsAndTheCommentsBetween() {
        assertThat(texts("-- first\nSELECT 1 ; /* a /* nested */ ; */ SELECT /* in */ 2 -- end\n;;\n SELECT 3"))
                .containsExactly("SELECT 1", "SELECT /* in */ 2", "SELECT 3");
    }

    @Test
    void semicolonsInsideQuotes() {
        assertThat(texts("SELECT 'a;''b', \"c;\"\"d\", E'e\\';f', $$g;$$, $h$i;$$;$h$, a$b; SELECT $1"))
                .containsExactly("SELECT 'a;''b', \"c;\"\"d\", E'e\\';f', $$g;$$, $h$i;$$;$h$, a$b", "SELECT $1");
    }

    @Test
    void aBackslashIsOrdinaryInAStandardString() {
        assertThat(texts("SELECT 'c:\\'; SELECT 2")).containsExactly("SELECT 'c:\\'", "SELECT 2");
    }

    @Test
    void functionBodies() {
        String atomic =
                "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END";
        assertThat(texts(atomic + "; SELECT 1")).containsExactly(atomic, "SELECT 1");
        String dollar = "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN a; END; $f$";
        assertThat(texts(dollar + ";BEGIN; SELECT 1; END;")).containsExactly(dollar, "BEGIN", "SELECT 1", "END");
    }

    @Test
    void aRuleWithSeveralActions() {
        String rule = "CREATE RULE r AS ON UPDATE TO t DO (DELETE FROM a; DELETE FROM b)";
        assertThat(texts(rule + "; SELECT 1")).containsExactly(rule, "SELECT 1");
    }

    @Test
    void metaCommands() {
        String script = "\\set x 1; 2\n\\echo 'it''s'\nSELECT 1 \\gset p_\nSELECT 2 \\; SELECT 3;\n\\c db";
        List<ScriptPart> parts = Script.split(script);
        assertThat(parts)
                .extracting(part -> part.kind() + " " + part.text(script))
                .containsExactly(
                        "META_COMMAND \\set x 1; 2",
                        "META_COMMAND \\echo 'it''s'",
                        "STATEMENT SELECT 1",
                        "META_COMMAND \\gset p_",
                        "STATEMENT SELECT 2",
                        "STATEMENT SELECT 3",
                        "META_COMMAND \\c db");
        assertThat(parts).extracting(ScriptPart::line).containsExactly(1, 2, 3, 3, 4, 4, 5);
    }

    @Test
    void copyData() {
        String script =
                "COPY t (a) FROM STDIN;\n1\tit's; x\n\\.\nSELECT 1;\nCOPY t FROM stdin WITH (FORMAT csv);\nlast";
        assertThat(Script.split(script))
                .extracting(part -> part.kind() + " " + part.text(script) + " " + part.terminated())
                .containsExactly(
                        "STATEMENT COPY t (a) FROM STDIN true",
                        "COPY_DATA 1\tit's; x\n\\. true",
                        "STATEMENT SELECT 1 true",
                        "STATEMENT COPY t FROM stdin WITH (FORMAT csv) true",
                        "COPY_DATA last false");
    }

    @Test
    void anErrorLeavesTheOthersAlone() {
        List<ScriptStatement> statements =
                TestParser.SHARED.parseScript("SELECT 1;\nSELEC 2;\nSELECT é, 3 FROM;\nSELECT 4");
        assertThat(statements).extracting(it -> it.parsed().isPresent()).containsExactly(true, false, false, true);
        assertThat(statements.get(1).error().orElseThrow()).hasMessage("syntax error at or near \"SELEC\"");
        assertThat(statements.get(1).part().kind()).isEqualTo(Kind.STATEMENT);
        assertThat(statements.get(2).part().line()).isEqualTo(3);
    }

    @Test
    void emptyTexts() {
        assertThat(Script.split("")).isEmpty();
        assertThat(Script.split(" ;; -- x\n/* y */ ;")).isEmpty();
        assertThat(Script.split("\\")).hasSize(1);
    }
}
