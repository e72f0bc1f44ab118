package dev.pgwright.workload;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.SqlEdits;
import dev.pgwright.pgquery.TextRange;
import dev.pgwright.pgquery.Token;
import dev.pgwright.pgquery.analysis.ParameterUse;
import dev.pgwright.pgquery.analysis.Problem;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.sql.SqlText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Variables of a function in a statement that it runs. PL/pgSQL hands them to the server as names, which its own hooks
 * resolve (pl_comp.c), so they stand in the text like columns that are not there.
 */
final class Variables {
    private static final Set<Problem.Kind> UNRESOLVED =
            Set.of(Problem.Kind.UNKNOWN_COLUMN, Problem.Kind.UNKNOWN_QUALIFIER);
    private static final String DOT = "ASCII_46";

    private Variables() {}

    /** Whether a statement has names that no relation of it has. */
    static boolean mayBeIn(StatementAnalysis analysis) {
        return analysis.problems().stream().anyMatch(Variables::isUnresolved);
    }

    private static boolean isUnresolved(Problem problem) {
        return UNRESOLVED.contains(problem.kind()) && problem.location() >= 0;
    }

    /** The text with a parameter for each of them. */
    static String asParameters(ParsedSql parsed, StatementAnalysis analysis) {
        List<Token> tokens = SqlText.parser().scan(parsed.sql());
        int first = analysis.parameters().stream()
                        .mapToInt(ParameterUse::number)
                        .max()
                        .orElse(0)
                + 1;
        Set<Integer> starts = new TreeSet<>();
        analysis.problems().stream().filter(Variables::isUnresolved).forEach(problem -> starts.add(problem.location()));
        Map<String, Integer> numbers = new HashMap<>();
        SqlEdits edits = new SqlEdits(parsed.sql());
        for (int start : starts) {
            TextRange range = new TextRange(start, end(tokens, start));
            int number = numbers.computeIfAbsent(range.of(parsed.sql()), name -> first + numbers.size());
            edits.replace(range, "$" + number);
        }
        return edits.apply();
    }

    /** Where a dotted name ends. */
    private static int end(List<Token> tokens, int start) {
        int index = 0;
        while (index < tokens.size() - 1 && tokens.get(index).start() < start) {
            index++;
        }
        while (index < tokens.size() - 2 && tokens.get(index + 1).name().equals(DOT)) {
            index += 2;
        }
        return tokens.get(index).end();
    }
}
