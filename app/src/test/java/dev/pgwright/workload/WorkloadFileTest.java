package dev.pgwright.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
