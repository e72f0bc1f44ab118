package dev.pgwright.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reading the parser's JSON: a node is an object with one property, which is named after its struct. */
final class Tree {
    private Tree() {}

    /** A parameter, or one that is cast on the spot; the cast's last name, empty without one. */
    record Leaf(int number, String castTo) {
        boolean isParameter() {
            return number > 0;
        }
    }

    private static final Leaf NONE = new Leaf(0, "");

    /** The struct name of a node; empty for a list and for fields. */
    static String kind(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return "";
        }
        String name = node.propertyNames().iterator().next();
        return Character.isUpperCase(name.charAt(0)) ? name : "";
    }

    /** The fields of a node. */
    static JsonNode body(JsonNode node) {
        return node.path(kind(node));
    }

    /** The last of a list of String nodes, as in a qualified name; empty when there is none. */
    static String lastName(JsonNode list) {
        return list.isEmpty()
                ? ""
                : list.path(list.size() - 1).path("String").path("sval").asString("");
    }

    static Leaf leaf(JsonNode node) {
        if (node.has("ParamRef")) {
            return new Leaf(node.path("ParamRef").path("number").asInt(0), "");
        }
        if (!node.has("TypeCast")) {
            return NONE;
        }
        Leaf inner = leaf(node.path("TypeCast").path("arg"));
        JsonNode type = node.path("TypeCast").path("typeName");
        if (!inner.isParameter() || !inner.castTo.isEmpty()) {
            return inner;
        }
        return new Leaf(inner.number, lastName(type.path("names")) + (type.has("arrayBounds") ? "[]" : ""));
    }

    static void children(JsonNode node, Consumer<JsonNode> visitor) {
        for (JsonNode child : node) {
            if (child.isContainer()) {
                visitor.accept(child);
            }
        }
    }

    /** All nodes of that kind in a tree, those in sub-queries left out; each as it stands in the tree. */
    static List<JsonNode> all(JsonNode node, String kind) {
        List<JsonNode> found = new ArrayList<>();
        collect(node, kind, found);
        return found;
    }

    private static void collect(JsonNode node, String kind, List<JsonNode> found) {
        String own = kind(node);
        if (own.equals(kind)) {
            found.add(node);
        } else if (!own.equals("SelectStmt")) {
            children(node, child -> collect(child, kind, found));
        }
    }
}
