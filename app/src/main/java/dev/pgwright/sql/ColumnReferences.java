package dev.pgwright.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which columns a part of a deparsed expression takes from outside of itself. The server writes such expressions so
 * that names need no search: at the top a bare name is a column of the table, within a sub-select every column has a
 * qualifier that no enclosing level uses (ruleutils.c, set_rtable_names), save those merged by JOIN USING.
 */
public final class ColumnReferences {
    private static final Set<String> FROM_ITEMS = Set.of("RangeVar", "RangeSubselect", "RangeFunction", "JoinExpr");

    private ColumnReferences() {}

    /** The references of a part that lies at the top or in a sub-select, to what is outside of the part. */
    public static List<JsonNode> outside(JsonNode part) {
        List<JsonNode> found = new ArrayList<>();
        collect(part, Set.of(), false, found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> declared, boolean inSelect, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, declared, inSelect, found));
            return;
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            switch (property.getKey()) {
                case "ColumnRef" -> {
                    if (isOutside(value.path("fields"), declared, inSelect)) {
                        found.add(value);
                    }
                }
                case "SelectStmt" -> {
                    Set<String> names = new HashSet<>(declared);
                    declare(value, names);
                    collect(value, names, true, found);
                }
                default -> collect(value, declared, inSelect, found);
            }
        }
    }

    private static boolean isOutside(JsonNode fields, Set<String> declared, boolean inSelect) {
        return fields.size() < 2 ? !inSelect : !declared.contains(string(fields.path(0)));
    }

    /** The names of all FROM items in a tree: where levels share none, which level declares one does not matter. */
    private static void declare(JsonNode node, Set<String> names) {
        if (node.isArray()) {
            node.forEach(element -> declare(element, names));
            return;
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            if (FROM_ITEMS.contains(property.getKey())) {
                String alias = value.path("alias").path("aliasname").asString("");
                names.add(alias.isEmpty() ? value.path("relname").asString("") : alias);
            }
            declare(value, names);
        }
    }

    /** The name of a column of the table itself; empty for anything else, as far as a node at the top is concerned. */
    static String bareColumn(JsonNode node) {
        JsonNode fields = node.path("ColumnRef").path("fields");
        return fields.size() == 1 ? string(fields.path(0)) : "";
    }

    private static String string(JsonNode node) {
        return node.path("String").path("sval").asString("");
    }
}
