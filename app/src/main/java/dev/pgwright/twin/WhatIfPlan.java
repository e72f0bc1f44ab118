package dev.pgwright.twin;

import dev.pgwright.plan.PlanJson;
import dev.pgwright.plan.PlanNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan of the twin.
 *
 * @param json document of {@code EXPLAIN (FORMAT JSON)}
 * @param startupCost cost before the first row, in the planner's units
 * @param totalCost cost of all rows, in the planner's units
 * @param parts candidates by the names of their parts on partitions
 */
public record WhatIfPlan(String json, double startupCost, double totalCost, Map<String, String> parts) {
    /** explain.c writes a node's own costs before its children. */
    private static final String STARTUP = "\"Startup Cost\": ";

    private static final String TOTAL = "\"Total Cost\": ";
    private static final Pattern INDEX = Pattern.compile("\"Index Name\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Reads the costs only: a search asks for many plans and looks into few. */
    static WhatIfPlan of(String json, Map<String, String> parts) {
        return new WhatIfPlan(json, number(json, STARTUP), number(json, TOTAL), parts);
    }

    private static double number(String json, String label) {
        int start = json.indexOf(label);
        if (start < 0) {
            return 0; // a utility statement: nothing is planned
        }
        start += label.length();
        int end = start;
        while ("0123456789.eE+-".indexOf(json.charAt(end)) >= 0) {
            end++;
        }
        return Double.parseDouble(json.substring(start, end));
    }

    /** The plan as a tree. */
    public PlanNode root() {
        return PlanJson.read(json);
    }

    /** Names of the indexes that the plan reads without their schema; a part of a candidate counts as the whole. */
    public Set<String> indexes() {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = INDEX.matcher(json);
        while (matcher.find()) {
            String name = unescaped(matcher.group(1));
            names.add(parts.getOrDefault(name, name));
        }
        return names;
    }

    /** escape_json (json.c) writes a backslash before a quote and a backslash; other characters seldom are in names. */
    private static String unescaped(String text) {
        return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\([\"\\\\])", "$1");
    }
}
