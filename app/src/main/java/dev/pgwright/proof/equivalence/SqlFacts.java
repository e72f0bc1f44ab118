package dev.pgwright.proof.equivalence;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one or several texts of SQL name and hold, by their parse trees. */
final class SqlFacts {
    /** Aggregates whose result depends on the order of their input. */
    private static final Set<String> ORDERED_AGGREGATES = Set.of(
            "array_agg",
            "string_agg",
            "json_agg",
            "jsonb_agg",
            "json_object_agg",
            "jsonb_object_agg",
            "xmlagg",
            "json_agg_strict",
            "jsonb_agg_strict");

    private static final Set<String> CLOCK =
            Set.of("now", "transaction_timestamp", "statement_timestamp", "current_date", "age");
    private static final Set<String> WRITES = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    private static final Pattern JSON_WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(-?[0-9]+)");

    /**
     * A relation as it is written.
     *
     * @param schema null when none is written
     */
    record Name(@Nullable String schema, String name) {}

    final Set<Name> relations = new LinkedHashSet<>();
    final Set<String> functions = new LinkedHashSet<>();
    final Set<String> strings = new LinkedHashSet<>();
    final Set<String> numbers = new LinkedHashSet<>();
    /** What the claims of a session hold: policies compare it with any column. */
    final Set<String> claimed = new LinkedHashSet<>();
    /** Constants by the name of the column that they are compared with. */
    final Map<String, Set<String>> compared = new HashMap<>();

    /** Calls that read the clock of the transaction. */
    final List<String> clock = new ArrayList<>();

    boolean writes;
    boolean parameters;
    boolean samples;
    /** Some part of the answer may depend on an order that no sort settles. */
    boolean orderMatters;

    /** Adds a text of any number of statements. */
    SqlFacts add(String sql) {
        for (ParsedSql.Statement statement : SqlText.parser().parse(sql).statements()) {
            writes |= WRITES.contains(statement.kind());
            walk(statement.node());
        }
        return this;
    }

    private void walk(JsonNode node) {
        if (node.has("relname")) {
            relations.add(new Name(
                    node.has("schemaname") ? node.path("schemaname").asString() : null,
                    node.path("relname").asString()));
        }
        if (node.has("limitCount") || node.has("limitOffset") || isDistinctOn(node.path("distinctClause"))) {
            orderMatters = true;
        }
        for (Map.Entry<String, JsonNode> child : node.properties()) {
            note(child.getKey(), child.getValue());
        }
        for (JsonNode child : node) {
            if (child.isContainer()) {
                walk(child);
            }
        }
    }

    private void note(String kind, JsonNode body) {
        switch (kind) {
            case "FuncCall" -> call(body);
            case "A_Const" -> constant(body, null);
            case "ParamRef" -> parameters = true;
            case "RangeTableSample" -> samples = true;
            case "SQLValueFunction" -> valueFunction(body.path("op").asString());
            case "A_Expr" -> comparison(body);
            default -> writes |= WRITES.contains(kind);
        }
    }

    private void valueFunction(String name) {
        if (name.contains("DATE") || name.contains("TIME")) {
            clock.add(name);
        }
    }

    private static boolean isDistinctOn(JsonNode clause) {
        for (JsonNode item : clause) {
            if (!item.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void call(JsonNode call) {
        JsonNode names = call.path("funcname");
        String name = names.path(names.size() - 1).path("String").path("sval").asString("");
        functions.add(name);
        if (CLOCK.contains(name)) {
            clock.add(name);
        }
        boolean sorted = call.has("agg_order");
        orderMatters |= call.has("over") || (ORDERED_AGGREGATES.contains(name) && !sorted);
    }

    /** A constant may stand beside the column, in a list, or under casts and calls. */
    private void comparison(JsonNode expression) {
        Set<String> columns = new HashSet<>();
        Set<JsonNode> constants = new LinkedHashSet<>();
        collect(expression.path("lexpr"), columns, constants);
        collect(expression.path("rexpr"), columns, constants);
        for (String column : columns) {
            constants.forEach(constant -> constant(constant, column));
        }
    }

    private static void collect(JsonNode node, Set<String> columns, Set<JsonNode> constants) {
        if (node.has("ColumnRef")) {
            JsonNode fields = node.path("ColumnRef").path("fields");
            columns.add(
                    fields.path(fields.size() - 1).path("String").path("sval").asString(""));
        } else if (node.has("A_Const")) {
            constants.add(node.path("A_Const"));
        } else if (!node.has("SubLink")) {
            for (JsonNode child : node) {
                if (child.isContainer()) {
                    collect(child, columns, constants);
                }
            }
        }
    }

    private void constant(JsonNode constant, @Nullable String column) {
        String text;
        Set<String> all;
        if (constant.has("sval")) {
            text = constant.path("sval").path("sval").asString("");
            all = strings;
        } else if (constant.has("ival")) {
            text = String.valueOf(constant.path("ival").path("ival").asInt(0));
            all = numbers;
        } else if (constant.has("fval")) {
            text = constant.path("fval").path("fval").asString("0");
            all = numbers;
        } else {
            return;
        }
        all.add(text);
        if (column != null) {
            compared.computeIfAbsent(column, name -> new LinkedHashSet<>()).add(text);
        }
    }

    /** Strings, and those inside strings that are JSON. */
    Set<String> words() {
        Set<String> words = new LinkedHashSet<>(strings);
        strings.stream()
                .filter(text -> text.startsWith("{") || text.startsWith("["))
                .forEach(text -> words.addAll(inJson(text)));
        return words;
    }

    /** Keys, strings and numbers of a JSON text. */
    static List<String> inJson(String json) {
        return JSON_WORD
                .matcher(json)
                .results()
                .map(value -> value.group(1) == null ? value.group(2) : value.group(1))
                .distinct()
                .toList();
    }
}
