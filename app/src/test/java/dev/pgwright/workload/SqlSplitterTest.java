package dev.pgwright.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSplitterTest {
    private static List<String> statements(String script) {
        return SqlSplitter.split(script).stream().map(SqlSplitter.Piece::sql).toList();
    }

    @Test
    void cutsAtSemicolonsAndDropsEmptyStatements() {
        assertThat(statements("SELECT 1;\n;; SELECT 2 ;SELECT 3")).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
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
                "SELECT name';'"
            })
    void keepsWhatIsQuotedOrCommented(String statement) {
        assertThat(statements(statement + "; SELECT 2")).containsExactly(statement, "SELECT 2");
    }

    @Test
    void givesLinesAndTheCommentsBefore() {
        List<SqlSplitter.Piece> pieces =
                SqlSplitter.split("-- a\n--b\nSELECT 1 -- inside\n;\n\n-- c\nSELECT\n2;\n-- d\n");
        assertThat(pieces)
                .extracting(SqlSplitter.Piece::line)
                .as("the last piece is only a comment")
                .containsExactly(3, 7, 10);
        assertThat(pieces.get(0).comments())
                .containsExactly(new SqlSplitter.Comment("a", 1), new SqlSplitter.Comment("b", 2));
        assertThat(pieces.get(1).comments()).containsExactly(new SqlSplitter.Comment("c", 6));
        assertThat(pieces.get(2).sql()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 'a; SELECT 2", "SELECT \"a", "SELECT $x$ a $$", "SELECT 1 /* /* */", "SELECT E'\\'"})
    void saysWhatIsNotClosed(String script) {
        assertThat(SqlSplitter.split(script)).singleElement().satisfies(piece -> {
            assertThat(piece.unterminated()).isNotNull();
            assertThat(piece.sql()).isEqualTo(script);
        });
    }
}
