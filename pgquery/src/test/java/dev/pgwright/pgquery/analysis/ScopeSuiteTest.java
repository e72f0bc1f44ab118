package dev.pgwright.pgquery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.pgquery.TestParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of scope.txt against what the server said of it. */
class ScopeSuiteTest {
    private record Case(String name, String sql, String expected) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        String file = TestParser.resource(ScopeSuiteTest.class, "scope.txt");
        for (String block : file.split("\n\n", -1)) {
            List<String> lines = block.lines().toList();
            if (lines.size() == 3 && !lines.get(2).startsWith("#")) {
                cases.add(new Case(lines.get(0).substring(2), lines.get(1), lines.get(2)));
            }
        }
        return cases;
    }

    @Test
    void holdsEnoughCases() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(228);
    }

    @TestFactory
    Stream<DynamicTest> likeTheServer() {
        return cases().stream().map(it -> DynamicTest.dynamicTest(it.name, () -> check(it)));
    }

    private static void check(Case it) {
        StatementAnalysis analysis =
                TestParser.SHARED.analyze(it.sql, TestCatalog.INSTANCE).get(0);
        if (it.expected.startsWith("! ")) {
            assertThat(analysis.problems()).as(it.sql).isNotEmpty();
            assertThat(sqlStates(analysis.problems().get(0).kind())).contains(it.expected.substring(2, 7));
        } else {
            assertThat(analysis.problems()).as(it.sql).isEmpty();
            assertThat("= " + String.join(", ", columns(analysis))).as(it.sql).isEqualTo(it.expected);
        }
    }

    /**
     * What the server would record: columns of relations, also where they appear as {@code excluded} or {@code new}; of
     * {@code excluded} it records all columns, and the columns that MERGE writes it does not record.
     */
    private static Set<String> columns(StatementAnalysis analysis) {
        Set<String> columns = new TreeSet<>();
        for (ColumnUse use : analysis.columns()) {
            Source source = use.source();
            if (use.column().equals("*") || source.relation().isEmpty()) {
                continue;
            }
            if (source.kind() == Source.Kind.EXCLUDED) {
                source.columns().forEach(it -> columns.add(source.relation().get() + "." + it.name()));
            }
            if (analysis.kind().equals("MergeStmt") && use.clause() == Clause.TARGET) {
                continue;
            }
            boolean stored =
                    source.kind() == Source.Kind.TABLE && !use.origins().isEmpty();
            String column = stored ? use.origins().get(0).column() : use.column();
            columns.add(source.relation().get() + "." + column);
        }
        return columns;
    }

    private static Set<String> sqlStates(Problem.Kind kind) {
        return switch (kind) {
            case AMBIGUOUS_COLUMN -> Set.of("42702");
            case UNKNOWN_COLUMN -> Set.of("42703");
            case UNKNOWN_RELATION -> Set.of("42P01");
            case UNKNOWN_QUALIFIER -> Set.of("42P01", "42P10");
            case VIEW_DEFINITION -> Set.of();
        };
    }
}
