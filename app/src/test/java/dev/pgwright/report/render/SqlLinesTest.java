package dev.pgwright.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLinesTest {
    @Test
    void breaksAtBlanks() {
        assertThat(SqlLines.wrap("ALTER TABLE a ADD CHECK (x > 0);", 16))
                .containsExactly("ALTER TABLE a", "  ADD CHECK (x >", "  0);");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a b c d e f g h i j'",
                "'it''s a b c d e f g'",
                "E'a \\' b c d e f g h'",
                "\"a b \"\" c d e f g h\"",
                "$$a b c ' d e f g h$$",
                "$t$a b $$ c d e f g$t$",
                "'a\\'"
            })
    void leavesLiteralsAndNamesWhole(String piece) {
        assertThat(SqlLines.wrap("SELECT " + piece + " AS x, 1 AS y;", 10))
                .anyMatch(line -> line.contains(piece))
                .contains("SELECT");
    }

    @Test
    void breaksNothingWithComments() {
        assertThat(SqlLines.wrap("SELECT 1 -- the first one", 10)).containsExactly("SELECT 1 -- the first one");
    }

    @Test
    void keepsLinesOfTheirOwn() {
        assertThat(SqlLines.wrap("SELECT 1,\n  2;", 80)).containsExactly("SELECT 1,", "  2;");
    }

    @Test
    void joinedAgainItIsTheSameStatement() {
        String sql = "SELECT a, 'b  c', \"d  e\", $$f  g$$ FROM t WHERE x = E'\\'  ' AND y IN (1, 2);";

        for (int width = 5; width < 90; width++) {
            assertThat(String.join(
                            " ",
                            SqlLines.wrap(sql, width).stream()
                                    .map(String::strip)
                                    .toList()))
                    .isEqualTo(sql);
        }
    }

    @Test
    void readsVeryLongLiterals() {
        String sql = "SELECT '" + "x''".repeat(50_000) + "' AS a;";

        assertThat(SqlLines.wrap(sql, 40)).hasSize(3);
    }
}
