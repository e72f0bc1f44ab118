package dev.pgwright.proof.equivalence;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query with what it sorts by as further output columns, so that ties can be seen. A bare name in ORDER BY means an
 * output column first, an integer a position ({@code findTargetlistEntrySQL92} in parse_clause.c).
 *
 * @param sql the query, with {@code added} columns more than its own
 * @param keys positions of the keys in the output, counted from 1 for its own columns and from -1 for added ones; empty
 *     when it does not sort
 * @param known false when it sorts and the keys could not be added
 */
record OrderedText(String sql, List<Integer> keys, List<String> names, int added, boolean known) {
    private static final String KEY = "pgwright_key_";

    static OrderedText of(String sql) {
        ParsedSql parsed = SqlText.parser().parse(sql);
        JsonNode select = parsed.tree().path("stmts").path(0).path("stmt").path("SelectStmt");
        if (!select.has("sortClause")) {
            return new OrderedText(sql, List.of(), List.of(), 0, true);
        }
        boolean plain = select.path("op").asString().equals("SETOP_NONE")
                && !select.has("valuesLists")
                && !select.has("distinctClause");
        try {
            return keys(sql, parsed.tree().deepCopy(), plain);
        } catch (PgQueryException e) {
            return new OrderedText(sql, List.of(), List.of(), 0, false);
        }
    }

    private static OrderedText keys(String sql, JsonNode tree, boolean plain) {
        ObjectNode select = (ObjectNode) tree.path("stmts").path(0).path("stmt").path("SelectStmt");
        List<Integer> keys = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int added = 0;
        for (JsonNode item : select.path("sortClause")) {
            JsonNode node = item.path("SortBy").path("node");
            int position = position(node);
            String name = bareName(node);
            int listed = listed(node, name, select.path("targetList"));
            if (position > 0) {
                keys.add(position);
                names.add("");
            } else if (listed > 0) {
                keys.add(listed);
                names.add("");
            } else if (!plain && !name.isEmpty()) {
                keys.add(0); // an output column of that name, wherever it is
                names.add(name);
            } else if (plain && select.path("targetList") instanceof ArrayNode targets) {
                added++;
                ObjectNode target = targets.addObject().putObject("ResTarget");
                target.put("name", KEY + added).set("val", node.deepCopy());
                keys.add(-added);
                names.add("");
            } else {
                return new OrderedText(sql, List.of(), List.of(), 0, false);
            }
        }
        String text = added == 0 ? sql : SqlText.parser().deparse(tree);
        return new OrderedText(text, keys, names, added, true);
    }

    /**
     * A query without its LIMIT.
     *
     * @param sql the rest
     * @param offset rows that it skips
     */
    record Unlimited(String sql, int offset) {}

    /** The query without a LIMIT and OFFSET of its own; empty when it has none, or none that is a plain number. */
    static Optional<Unlimited> withoutLimit(String sql) {
        JsonNode tree = SqlText.parser().parse(sql).tree().deepCopy();
        ObjectNode select = (ObjectNode) tree.path("stmts").path(0).path("stmt").path("SelectStmt");
        JsonNode offset = select.path("limitOffset").path("A_Const").path("ival");
        boolean plain = select.path("limitOption").asString().equals("LIMIT_OPTION_COUNT")
                && (!select.has("limitOffset") || !offset.isMissingNode());
        if (!plain) {
            return Optional.empty();
        }
        select.remove(List.of("limitCount", "limitOffset"));
        select.put("limitOption", "LIMIT_OPTION_DEFAULT");
        try {
            return Optional.of(new Unlimited(
                    SqlText.parser().deparse(tree), offset.path("ival").asInt(0)));
        } catch (PgQueryException e) {
            return Optional.empty();
        }
    }

    private static int position(JsonNode node) {
        return node.path("A_Const").path("ival").path("ival").asInt(0);
    }

    private static String bareName(JsonNode node) {
        JsonNode fields = node.path("ColumnRef").path("fields");
        return fields.size() == 1 ? fields.path(0).path("String").path("sval").asString("") : "";
    }

    /** Place in the select list of what is meant; 0 when it is not there or a star stands before it. */
    private static int listed(JsonNode node, String name, JsonNode targets) {
        String text = withoutPlaces(node);
        int place = 0;
        for (JsonNode item : targets) {
            JsonNode target = item.path("ResTarget");
            JsonNode value = target.path("val");
            JsonNode fields = value.path("ColumnRef").path("fields");
            JsonNode last = fields.path(fields.size() - 1);
            if (last.has("A_Star")) {
                return 0;
            }
            place++;
            String own = target.has("name")
                    ? target.path("name").asString()
                    : last.path("String").path("sval").asString("");
            if ((!name.isEmpty() && own.equals(name)) || withoutPlaces(value).equals(text)) {
                return place;
            }
        }
        return 0;
    }

    /** Without where it stands in the text, which tells equal expressions apart. */
    private static String withoutPlaces(JsonNode node) {
        return node.toString().replaceAll(",?\"location\":\\d+", "");
    }
}
