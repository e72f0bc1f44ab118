package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reading libpg_query's JSON: a node is an object with one property, which is named after its struct. */
final class Trees {
    private Trees() {}

    /** The struct name of a node; empty for anything else. */
    static String kind(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return "";
        }
        String name = node.propertyNames().iterator().next();
        return Character.isUpperCase(name.charAt(0)) ? name : "";
    }

    /** The fields of a node. */
    static JsonNode body(JsonNode node) {
        String kind = kind(node);
        return kind.isEmpty() ? node : node.path(kind);
    }

    static boolean is(JsonNode node, String kind) {
        return kind(node).equals(kind);
    }

    /** The body of a node of that kind; a missing node for any other. */
    static JsonNode as(JsonNode node, String kind) {
        return node.path(kind);
    }

    static String text(JsonNode body, String field) {
        return body.path(field).asString("");
    }

    /** The strings of a list of String nodes; {@code *} for an A_Star. */
    static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        for (JsonNode item : list) {
            strings.add(
                    is(item, "A_Star") ? "*" : item.path("String").path("sval").asString(""));
        }
        return strings;
    }

    static int location(JsonNode body) {
        // A location of zero is left out of the JSON like any other zero.
        return body.path("location").asInt(0);
    }

    /** All children that are objects or arrays, in the order of the fields. */
    static void children(JsonNode node, Consumer<JsonNode> visitor) {
        if (node.isArray()) {
            for (JsonNode item : node) {
                visitor.accept(item);
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (field.getValue().isContainer()) {
                    visitor.accept(field.getValue());
                }
            }
        }
    }

    /** Whether a node of one of these kinds stands anywhere in the tree, the tree itself included. */
    static boolean contains(JsonNode node, java.util.Set<String> kinds) {
        if (kinds.contains(kind(node))) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainer() && contains(child, kinds)) {
                return true;
            }
        }
        return false;
    }
}
