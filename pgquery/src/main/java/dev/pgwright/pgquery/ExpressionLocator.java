package dev.pgwright.pgquery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the text of an expression of a tree. A tree gives where some tokens of an expression start, not where it begins
 * and ends; so stretches of tokens around those are parsed until one gives the same tree again.
 */
final class ExpressionLocator {
    /** Tokens tried behind the last one that the tree names: closing brackets, type modifiers, empty argument lists. */
    private static final int LOOK_AHEAD = 48;

    private final PgQuery parser;
    private final ParsedSql parsed;
    private final List<Token> tokens = new ArrayList<>();

    ExpressionLocator(PgQuery parser, ParsedSql parsed) {
        this.parser = parser;
        this.parsed = parsed;
        for (Token token : parser.scan(parsed.sql())) {
            if (!token.name().endsWith("COMMENT")) {
                tokens.add(token);
            }
        }
    }

    /** The shortest stretch that is this expression; empty when the node is no expression of this text. */
    Optional<TextRange> locate(JsonNode expression) {
        int[] bounds = {Integer.MAX_VALUE, -1};
        locations(expression, bounds);
        int first = tokenAt(bounds[0]);
        int last = tokenAt(bounds[1]);
        if (first < 0 || last < 0) {
            return Optional.empty();
        }
        JsonNode wanted = withoutLocations(expression);
        // An opening bracket in front has no place in the tree.
        for (int start = first; start >= 0; start--) {
            for (int end = last; end < Math.min(tokens.size(), last + LOOK_AHEAD); end++) {
                if (balanced(start, end) && matches(start, end, wanted)) {
                    return Optional.of(new TextRange(
                            tokens.get(start).start(), tokens.get(end).end()));
                }
            }
            if (start == 0 || !text(start - 1).equals("(")) {
                break;
            }
        }
        return Optional.empty();
    }

    private void locations(JsonNode node, int[] bounds) {
        JsonNode location = node.path("location");
        if (location.isInt() && location.asInt() >= 0) { // -1 is what the grammar gives for unknown
            int offset = parsed.charOffset(location.asInt());
            bounds[0] = Math.min(bounds[0], offset);
            bounds[1] = Math.max(bounds[1], offset);
        }
        for (JsonNode child : node) {
            if (child.isContainer()) {
                locations(child, bounds);
            }
        }
    }

    private int tokenAt(int offset) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).start() == offset) {
                return i;
            }
        }
        return -1;
    }

    private String text(int token) {
        return parsed.sql()
                .substring(tokens.get(token).start(), tokens.get(token).end());
    }

    private boolean balanced(int start, int end) {
        int depth = 0;
        for (int i = start; i <= end; i++) {
            String text = text(i);
            if (text.equals("(") || text.equals("[")) {
                depth++;
            } else if (text.equals(")") || text.equals("]")) {
                depth--;
                if (depth < 0) {
                    return false;
                }
            }
        }
        return depth == 0;
    }

    private boolean matches(int start, int end, JsonNode wanted) {
        String candidate = parsed.sql()
                .substring(tokens.get(start).start(), tokens.get(end).end());
        try {
            List<ParsedSql.Statement> statements =
                    parser.parse("SELECT " + candidate, parsed.grammar()).statements();
            JsonNode targets = statements.get(0).node().path("targetList");
            JsonNode target = targets.path(0).path("ResTarget");
            return statements.size() == 1
                    && statements.get(0).node().size() == 3 // nothing but the list, limitOption and op
                    && targets.size() == 1
                    && !target.has("name")
                    && withoutLocations(target.path("val")).equals(wanted);
        } catch (SqlSyntaxException e) {
            return false;
        }
    }

    /** A copy that is the same for the same expression wherever it stands. */
    static JsonNode withoutLocations(JsonNode node) {
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of(
                    "location",
                    "stmt_location",
                    "stmt_len",
                    "list_start",
                    "list_end",
                    "rexpr_list_start",
                    "rexpr_list_end"));
        }
        for (JsonNode child : node) {
            if (child.isContainer()) {
                strip(child);
            }
        }
    }
}
