package dev.pgwright.pgquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The statements of the corpus: each is read, written and read again. */
class CorpusTest {
    private static final PgQuery PARSER = TestParser.SHARED;

    static List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String file : List.of("query", "modify", "table", "routine", "admin")) {
            statements.addAll(statements(file));
        }
        return statements;
    }

    private static List<String> statements(String file) {
        String script = TestParser.resource(CorpusTest.class, "corpus/" + file + ".sql");
        return Script.split(script).stream()
                .filter(part -> part.kind() == ScriptPart.Kind.STATEMENT)
                .map(part -> part.text(script))
                .toList();
    }

    @Test
    void isLargeAndHoldsEveryKindOfStatement() {
        Set<String> kinds = new TreeSet<>();
        statements()
                .forEach(sql -> kinds.add(PARSER.parse(sql).statements().get(0).kind()));
        assertThat(statements()).hasSizeGreaterThanOrEqualTo(840).doesNotHaveDuplicates();
        // The alternatives of "stmt" in gram.y of PostgreSQL 17 make 111 kinds of node.
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(111);
    }

    @TestFactory
    Stream<DynamicTest> keepsItsTree() {
        return statements().stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    ParsedSql parsed = PARSER.parse(sql);
                    String written = PARSER.deparse(parsed);
                    assertThat(Trees.withoutPlaces(PARSER.parse(written).tree()))
                            .as(written)
                            .isEqualTo(Trees.withoutPlaces(parsed.tree()));
                    assertThat(PARSER.fingerprint(written)).isEqualTo(PARSER.fingerprint(sql));
                }));
    }

    @Test
    void everyStatementIsOneStatement() {
        for (String sql : statements()) {
            ParsedSql parsed = PARSER.parse(sql);
            assertThat(parsed.statements()).as(sql).hasSize(1);
            assertThat(parsed.text(parsed.statements().get(0))).isEqualTo(sql);
        }
    }

    @TestFactory
    Stream<DynamicTest> newerStatementsAreReadAndNotWrittenWrongly() {
        return statements("only18").stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    ParsedSql parsed = PARSER.parse(sql);
                    if (parsed.grammar() == Grammar.POSTGRES_18) {
                        assertThatThrownBy(() -> PARSER.deparse(parsed)).isInstanceOf(UnsupportedSqlException.class);
                    } else {
                        assertThat(Trees.withoutPlaces(
                                        PARSER.parse(PARSER.deparse(parsed)).tree()))
                                .isEqualTo(Trees.withoutPlaces(parsed.tree()));
                    }
                }));
    }
}
