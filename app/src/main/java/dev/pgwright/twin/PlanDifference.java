package dev.pgwright.twin;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares two EXPLAIN documents value by value. */
final class PlanDifference {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What the planner estimates, as opposed to what it does. */
    private static final Set<String> FIGURES = Set.of("Startup Cost", "Total Cost", "Plan Rows", "Plan Width");

    /** Says which statement it is, not how it is planned; the twin computes none. */
    private static final String IDENTIFIER = "Query Identifier";

    private PlanDifference() {}

    private static JsonNode read(String json) {
        JsonNode plan = MAPPER.readTree(json);
        if (plan.path(0) instanceof ObjectNode root) {
            root.remove(IDENTIFIER);
        }
        return plan;
    }

    static Calibration.Outcome outcome(String expected, String found) {
        JsonNode one = read(expected);
        JsonNode other = read(found);
        if (one.equals(other)) {
            return Calibration.Outcome.IDENTICAL;
        }
        return first("", one, other, false).isEmpty() ? Calibration.Outcome.SAME_SHAPE : Calibration.Outcome.DIFFERENT;
    }

    /** The first difference, those of what is done before those of figures; empty when there is none. */
    static String first(String expected, String found) {
        JsonNode one = read(expected);
        JsonNode other = read(found);
        String shape = first("", one, other, false);
        return shape.isEmpty() ? first("", one, other, true) : shape;
    }

    private static String first(String where, JsonNode one, JsonNode other, boolean figures) {
        if (one.isObject() && other.isObject()) {
            return firstOfFields(where, one, other, figures);
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            Iterator<JsonNode> others = other.iterator();
            for (JsonNode each : one) {
                String found = first(where, each, others.next(), figures);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return "";
        }
        return one.equals(other) ? "" : where + ": " + words(one) + " on the target, " + words(other) + " on the twin";
    }

    private static String firstOfFields(String where, JsonNode one, JsonNode other, boolean figures) {
        Set<String> names = new TreeSet<>(FieldOrder.NODE_TYPE_FIRST);
        one.properties().stream().map(Map.Entry::getKey).forEach(names::add);
        other.properties().stream().map(Map.Entry::getKey).forEach(names::add);
        String here = one.has("Node Type") ? one.path("Node Type").asString() + relation(one) : where;
        for (String name : names) {
            if (figures || !FIGURES.contains(name)) {
                String label = here.isEmpty() ? name : here + ", " + name;
                String found = first(label, one.path(name), other.path(name), figures);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }

    private static String relation(JsonNode node) {
        return node.has("Relation Name") ? " on " + node.path("Relation Name").asString() : "";
    }

    private static String words(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        if (value.isObject()) {
            return value.path("Node Type").asString("another node");
        }
        return value.isArray() ? value.size() + " entries" : value.asString();
    }
}
