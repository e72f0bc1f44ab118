package dev.pgwright.advice.rls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Small questions about parse trees. */
final class Nodes {
    private Nodes() {}

    /** Visits every node that has a kind, parents first. */
    static void walk(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(property -> {
            if (Character.isUpperCase(property.getKey().charAt(0))) {
                visitor.accept(property.getKey(), property.getValue());
            }
        });
        for (JsonNode child : node) {
            if (child.isContainer()) {
                walk(child, visitor);
            }
        }
    }

    /** The bodies of all nodes of a kind. */
    static List<JsonNode> all(JsonNode node, String kind) {
        List<JsonNode> found = new ArrayList<>();
        walk(node, (name, body) -> {
            if (name.equals(kind)) {
                found.add(body);
            }
        });
        return found;
    }

    /** The names of a list of String nodes, such as a function's or a column's. */
    static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(part -> names.add(part.path("String").path("sval").asString("")));
        return names;
    }

    /** The last name of a list: what is meant, without its qualifiers. */
    static String last(JsonNode list) {
        List<String> names = names(list);
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    /** The column that a ColumnRef node names; empty for another node and for a whole row. */
    static String column(JsonNode node) {
        return last(node.path("ColumnRef").path("fields"));
    }

    /** The qualifier that a ColumnRef node has; empty for none. */
    static String qualifier(JsonNode node) {
        List<String> names = names(node.path("ColumnRef").path("fields"));
        return names.size() < 2 ? "" : names.get(names.size() - 2);
    }

    /** A string constant, under any casts. */
    static Optional<String> string(JsonNode node) {
        JsonNode bare = uncast(node);
        return bare.path("A_Const").has("sval")
                ? Optional.of(bare.path("A_Const").path("sval").path("sval").asString(""))
                : Optional.empty();
    }

    /** The node below any casts. */
    static JsonNode uncast(JsonNode node) {
        JsonNode bare = node;
        while (bare.has("TypeCast")) {
            bare = bare.path("TypeCast").path("arg");
        }
        return bare;
    }

    /** True for the comparison of two sides by an operator of that name. */
    static boolean isOperator(JsonNode node, String operator) {
        JsonNode expression = node.path("A_Expr");
        return expression.path("kind").asString("").equals("AEXPR_OP")
                && last(expression.path("name")).equals(operator);
    }

    /** The arms of an AND (or OR); the node itself when it is none. */
    static List<JsonNode> arms(JsonNode node, String operator) {
        JsonNode bool = node.path("BoolExpr");
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!bool.path("boolop").asString("").equals(operator)) {
            return List.of(node);
        }
        List<JsonNode> arms = new ArrayList<>();
        bool.path("args").forEach(arg -> arms.addAll(arms(arg, operator)));
        return arms;
    }

    /** One node of several arms; none when there is no arm. */
    static Optional<JsonNode> joined(List<JsonNode> arms, String operator) {
        if (arms.size() < 2) {
            return arms.stream().findFirst();
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode bool = node.putObject("BoolExpr").put("boolop", operator);
        arms.forEach(bool.putArray("args")::add);
        return Optional.of(node);
    }

    /** A comparison by {@code =}. */
    static ObjectNode equal(String kind, JsonNode left, JsonNode right) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode expression = node.putObject("A_Expr").put("kind", kind);
        expression.putArray("name").addObject().putObject("String").put("sval", "=");
        expression.set("lexpr", left);
        expression.set("rexpr", right);
        return node;
    }
}
