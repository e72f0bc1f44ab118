package dev.pgwright.advice.index.candidate;

import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.sql.SqlText;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Expressions of a statement written as an index definition wants them: columns without the name of their table. */
final class BareExpressions {
    /** Has another value in each call, session or transaction, so no index can hold it. */
    private static final Pattern CHANGING = Pattern.compile("(?i)\\b(now|random|current_\\w+|localtime\\w*)\\b");

    /** Stands for many rows. */
    private static final Pattern AGGREGATE = Pattern.compile(
            "\"funcname\":\\[\\{\"String\":\\{\"sval\":\""
                    + "(sum|avg|min|max|count|stddev\\w*|var\\w*|(string|array|json|jsonb|bool)_\\w*agg|bool_(and|or)|every)\"");

    private BareExpressions() {}

    /** The text; empty when it cannot stand in an index: a sub-query, a parameter, a moment. */
    static Optional<String> write(JsonNode expression) {
        String tree = expression.toString();
        if (AGGREGATE.matcher(tree).find()
                || tree.contains("\"over\"")
                || tree.contains("\"SubLink\"")
                || tree.contains("\"ParamRef\"")
                || tree.contains("\"SQLValueFunction\"")) {
            return Optional.empty();
        }
        JsonNode copy = expression.deepCopy();
        strip(copy);
        try {
            String text = SqlText.parser().deparseExpression(copy);
            return CHANGING.matcher(text).find() ? Optional.empty() : Optional.of(text);
        } catch (PgQueryException e) {
            return Optional.empty(); // what cannot be written is no candidate
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object && object.get("ColumnRef") instanceof ObjectNode reference) {
            if (reference.get("fields") instanceof ArrayNode fields) {
                while (fields.size() > 1) {
                    fields.remove(0);
                }
            }
            return;
        }
        node.forEach(BareExpressions::strip);
    }
}
