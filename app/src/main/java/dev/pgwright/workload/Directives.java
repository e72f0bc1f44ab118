package dev.pgwright.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the comments before one statement say about it. */
final class Directives {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern DIRECTIVE = Pattern.compile("(statement|calls|target|role|claims):(.*)");
    private static final Pattern TARGET = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) *(us|ms|s|min)");
    private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0, "min", 60_000.0);

    private final String sql;
    private final int line;
    private final Map<String, String> values = new HashMap<>();
    private final List<WorkloadFile.Problem> problems = new ArrayList<>();
    private double calls = 1;
    private @Nullable Duration target;

    private Directives(String sql, int line) {
        this.sql = sql;
        this.line = line;
    }

    /** A comment to the end of its line, without the dashes. */
    record Comment(String text, int line) {}

    /**
     * Reads the comments before a statement.
     *
     * @param sql the statement without the final semicolon; empty when none follows
     * @param line the line of the file where it begins
     * @param broken what is wrong with the statement itself
     */
    static Directives of(List<Comment> comments, String sql, int line, List<WorkloadFile.Problem> broken) {
        Directives directives = new Directives(sql, line);
        comments.forEach(directives::read);
        if (sql.isEmpty() && broken.isEmpty() && !directives.values.isEmpty()) {
            directives.problem(comments.get(0).line(), "no statement follows the directives");
        }
        directives.problems.addAll(broken);
        return directives;
    }

    List<WorkloadFile.Problem> problems() {
        return problems;
    }

    void problem(int line, String what) {
        problems.add(new WorkloadFile.Problem(line, what));
    }

    /** The statement as far as it could be understood; meaningful when there are no problems. */
    WorkloadStatement statement() {
        return new WorkloadStatement(
                values.getOrDefault("statement", "line " + line),
                sql,
                calls,
                target,
                values.get("role"),
                values.get("claims"),
                line);
    }

    private void read(Comment comment) {
        Matcher matcher = DIRECTIVE.matcher(comment.text());
        if (!matcher.matches()) {
            return;
        }
        String key = matcher.group(1);
        String value = matcher.group(2).strip();
        int line = comment.line();
        if (value.isEmpty()) {
            problem(line, key + " has no value");
        } else if (values.put(key, value) != null) {
            problem(line, key + " is given twice");
        }
        switch (key) {
            case "calls" -> readCalls(value, line);
            case "target" -> readTarget(value, line);
            case "claims" -> checkClaims(value, line);
            default -> {
                // a name is any text
            }
        }
    }

    private void readCalls(String value, int line) {
        if (value.matches("\\d{1,15}(\\.\\d{1,9})?") && Double.parseDouble(value) > 0) {
            calls = Double.parseDouble(value);
        } else {
            problem(line, "calls is a number above 0, not \"" + value + "\"");
        }
    }

    private void readTarget(String value, int line) {
        Matcher matcher = TARGET.matcher(value);
        if (matcher.matches()) {
            double millis = Double.parseDouble(matcher.group(1)) * MILLIS.getOrDefault(matcher.group(2), 1.0);
            target = Duration.ofNanos(Math.round(millis * 1e6));
        } else {
            problem(line, "target is a time such as 100 ms, not \"" + value + "\"");
        }
    }

    private void checkClaims(String value, int line) {
        try {
            if (JSON.readTree(value).isObject()) {
                return;
            }
        } catch (JacksonException e) {
            // said below, without the parser's words, which may quote the claims
        }
        problem(line, "claims is not a JSON object");
    }
}
