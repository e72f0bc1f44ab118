package dev.pgwright.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadFileTest {
    @Test
    void readsDirectives() {
        WorkloadFile file = WorkloadFile.parse("""
                -- The shop.

                -- statement: newest orders
                -- calls: 12.5
                -- target: 1.5 s
                -- role: authenticated
                -- claims: {"sub": "7", "role": "authenticated"}
                -- A remark.
                SELECT id
                FROM orders;

                SELECT 2;
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.statements())
                .containsExactly(
                        new WorkloadStatement(
                                "newest orders",
                                "SELECT id\nFROM orders",
                                12.5,
                                Duration.ofMillis(1500),
                                "authenticated",
                                "{\"sub\": \"7\", \"role\": \"authenticated\"}",
                                9),
                        new WorkloadStatement("line 12", "SELECT 2", 1, null, null, null, 12));
    }

    @Test
    void reportsWhatIsBrokenAndReadsTheRest() {
        WorkloadFile file = WorkloadFile.parse("""
                -- statement: a
                -- calls: often
                SELECT 1;
                -- statement: b
                SELECT 'b;
                -- statement: c
                -- target: soon
                -- claims: [1]
                SELECT 3;
                -- statement: d
                SELECT 4;
                -- statement: d
                SELECT 5;
                -- statement: e
                -- role:
                -- calls: 1
                -- calls: 2
                SELECT 6;
                -- statement: f
                -- claims: {
                SELECT 7;
                -- statement: g
                """);
        assertThat(file.statements()).extracting(WorkloadStatement::name).containsExactly("d");
        assertThat(file.problems())
                .extracting(WorkloadFile.Problem::toString)
                .containsExactly(
                        "line 2: calls is a number above 0, not \"often\"",
                        "line 5: the string is not closed",
                        "line 7: target is a time such as 100 ms, not \"soon\"",
                        "line 8: claims is not a JSON object",
                        "line 13: the name d is taken",
                        "line 15: role has no value",
                        "line 17: calls is given twice",
                        "line 20: claims is not a JSON object",
                        "line 22: no statement follows the directives");
    }

    @Test
    void syntaxErrorsAreFoundWhereTheyAre() {
        WorkloadFile file = WorkloadFile.parse("""
                -- statement: a
                SELECT id,
                  name
                FORM orders;
                SELECT 2;
                -- statement: b
                SELECT (1
                -- statement: c
                SELECT 3 -- the third
                ; -- statement: d
                SELECT 4;
                """);
        assertThat(file.statements()).extracting(WorkloadStatement::name).containsExactly("line 5", "c", "d");
        assertThat(file.problems())
                .extracting(WorkloadFile.Problem::toString)
                .containsExactly("line 4: syntax error at or near \"orders\"", "line 7: syntax error at end of input");
    }

    @Test
    void commandsOfPsqlAreNamed() {
        WorkloadFile file = WorkloadFile.parse("""
                \\timing on
                -- statement: a
                \\set n 1
                SELECT 1;
                SELECT 2 \\gx
                SELECT 3 \\p
                  + 3;
                COPY orders FROM STDIN;
                1\t2
                \\.
                SELECT 4;
                """);
        assertThat(file.statements())
                .extracting(WorkloadStatement::name)
                .containsExactly("a", "line 5", "line 8", "line 11");
        assertThat(file.problems())
                .extracting(WorkloadFile.Problem::toString)
                .containsExactly(
                        "line 1: \\timing is a command of psql, not SQL",
                        "line 3: \\set is a command of psql, not SQL",
                        "line 5: \\gx is a command of psql, not SQL",
                        "line 6: a command of psql is not SQL",
                        "line 9: data of COPY is not read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s;'",
                "SELECT E'it\\';s'",
                "SELECT 'C:\\' || ';'",
                "SELECT \"a;\"\"b;\"",
                "SELECT $$a;b$$",
                "SELECT $körper$ $$;$$ $x$;$x$ $körper$",
                "SELECT $1 + $2",
                "SELECT a$b$c, ';', d$b$",
                "SELECT 1 /* a; /* nested; */ still; */ + 1",
                "SELECT 1 -- not; here\n + 1",
                "SELECT e';'",
                "SELECT name';'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END"
            })
    void cutsOnlyWhereAStatementEnds(String statement) {
        WorkloadFile file = WorkloadFile.parse(";;" + statement + " ;; -- a remark\n SELECT 2");
        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).extracting(WorkloadStatement::sql).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 'a; SELECT 2 | string",
                "SELECT \"a         | name",
                "SELECT $x$ a $$    | dollar quote",
                "SELECT 1 /* /* */  | comment",
                "SELECT E'\\'       | string"
            })
    void saysWhatIsNotClosed(String sql, String what) {
        WorkloadFile file = WorkloadFile.parse("SELECT 0;\n" + sql);
        assertThat(file.problems())
                .extracting(WorkloadFile.Problem::toString)
                .containsExactly("line 2: the " + what + " is not closed");
        assertThat(file.statements().get(0).sql()).isEqualTo("SELECT 0");
    }

    @Test
    void anEmptyFileHasNoStatements() {
        assertThat(WorkloadFile.parse("\n-- nothing yet\n").statements()).isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> WorkloadFile.read(Path.of("no such workload.sql")))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("no such workload.sql");
    }
}
