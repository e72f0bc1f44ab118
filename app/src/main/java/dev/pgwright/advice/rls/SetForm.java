package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Function.Volatility;
import dev.pgwright.sql.ColumnReferences;
import dev.pgwright.sql.FunctionCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sub-select for each row as a set: {@code EXISTS (SELECT FROM i WHERE i.k = t.c AND rest)} is {@code t.c IN (SELECT
 * i.k FROM i WHERE rest)}, and so is {@code x IN (SELECT i.u FROM i WHERE i.k = t.c)} with {@code i.u = x} for the
 * rest.
 *
 * @param outer what is looked up, of the protected row
 * @param inner what it is looked up among, in the same order
 * @param select the sub-select without what tied it to the row
 */
record SetForm(List<JsonNode> outer, List<JsonNode> inner, ObjectNode select) {
    /** Clauses that make a sub-select more than a filtered join. */
    private static final Set<String> OTHER_CLAUSES = Set.of(
            "groupClause",
            "havingClause",
            "larg",
            "rarg",
            "withClause",
            "limitOffset",
            "valuesLists",
            "lockingClause",
            "windowClause",
            "distinctClause");

    /** True for a SELECT of nothing but targets, FROM, WHERE and perhaps a LIMIT. */
    static boolean isPlain(JsonNode select) {
        return OTHER_CLAUSES.stream().noneMatch(select::has);
    }

    /** The set that a node asks for; none when it asks for none, or is not certain to give the same. */
    static Optional<SetForm> of(JsonNode node, FunctionCatalog catalog) {
        JsonNode link = node.path("SubLink");
        JsonNode select = link.path("subselect").path("SelectStmt");
        if (select.isMissingNode() || !isPlain(select) || !select.has("fromClause")) {
            return Optional.empty();
        }
        if (ColumnReferences.outside(link.path("subselect")).isEmpty() || isVolatile(link, catalog)) {
            return Optional.empty();
        }
        List<JsonNode> outer = new ArrayList<>();
        List<JsonNode> inner = new ArrayList<>();
        List<JsonNode> rest = new ArrayList<>();
        switch (link.path("subLinkType").asString("")) {
            case "EXISTS_SUBLINK" -> {
                if (select.has("limitCount") && !isPositive(select.path("limitCount"))) {
                    return Optional.empty();
                }
            }
            case "ANY_SUBLINK" -> {
                boolean equality = !link.has("operName")
                        || Nodes.names(link.path("operName")).equals(List.of("="));
                if (!equality
                        || select.has("limitCount")
                        || select.path("targetList").size() != 1) {
                    return Optional.empty();
                }
                tested(link, select, outer, inner, rest);
            }
            default -> {
                return Optional.empty();
            }
        }
        return tied(select, outer, inner, rest);
    }

    private static void tested(
            JsonNode link, JsonNode select, List<JsonNode> outer, List<JsonNode> inner, List<JsonNode> rest) {
        JsonNode test = link.path("testexpr");
        JsonNode target = select.path("targetList").path(0).path("ResTarget").path("val");
        if (ColumnReferences.outside(test).isEmpty()) {
            rest.add(Nodes.equal("AEXPR_OP", target, test));
        } else {
            outer.add(test);
            inner.add(target);
        }
    }

    /** Takes the equalities with something of the row out of WHERE. */
    private static Optional<SetForm> tied(
            JsonNode select, List<JsonNode> outer, List<JsonNode> inner, List<JsonNode> rest) {
        ObjectNode within = (ObjectNode) select.deepCopy();
        for (JsonNode arm : Nodes.arms(select.path("whereClause"), "AND_EXPR")) {
            JsonNode expression = arm.path("A_Expr");
            boolean equality = Nodes.isOperator(arm, "=")
                    && Nodes.names(expression.path("name")).size() == 1;
            JsonNode left = expression.path("lexpr");
            JsonNode right = expression.path("rexpr");
            if (equality && isOfRow(left, select) && isOfSet(right, select)) {
                outer.add(bare(left));
                inner.add(right);
            } else if (equality && isOfRow(right, select) && isOfSet(left, select)) {
                outer.add(bare(right));
                inner.add(left);
            } else {
                rest.add(arm);
            }
        }
        within.remove("whereClause");
        within.remove("limitCount");
        within.put("limitOption", "LIMIT_OPTION_DEFAULT");
        within.remove("sortClause");
        Nodes.joined(rest, "AND_EXPR").ifPresent(where -> within.set("whereClause", where));
        within.remove("targetList");
        inner.forEach(value -> within.withArray("targetList")
                .addObject()
                .putObject("ResTarget")
                .set("val", value));
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("SelectStmt", within);
        return outer.isEmpty() || !ColumnReferences.outside(whole).isEmpty()
                ? Optional.empty()
                : Optional.of(new SetForm(outer, inner, whole));
    }

    /** True for something that takes columns, and all of them from outside the sub-select. */
    private static boolean isOfRow(JsonNode side, JsonNode select) {
        int all = Nodes.all(side, "ColumnRef").size();
        return all > 0
                && outside(side, select) == all
                && Nodes.all(side, "SubLink").isEmpty();
    }

    private static boolean isOfSet(JsonNode side, JsonNode select) {
        return !Nodes.all(side, "ColumnRef").isEmpty() && outside(side, select) == 0;
    }

    /** How many columns of a part of a sub-select come from outside of it. */
    private static int outside(JsonNode side, JsonNode select) {
        ObjectNode probe = JsonNodeFactory.instance.objectNode();
        ObjectNode statement = probe.putObject("SelectStmt");
        statement.set("fromClause", select.path("fromClause"));
        int fromItself = ColumnReferences.outside(probe).size();
        statement.putArray("targetList").addObject().putObject("ResTarget").set("val", side);
        return ColumnReferences.outside(probe).size() - fromItself;
    }

    /** Outside of the sub-select a column of the table needs no qualifier. */
    private static JsonNode bare(JsonNode side) {
        JsonNode copy = side.deepCopy();
        for (JsonNode reference : Nodes.all(copy, "ColumnRef")) {
            JsonNode last =
                    reference.path("fields").path(reference.path("fields").size() - 1);
            ((ObjectNode) reference).putArray("fields").add(last);
        }
        return copy;
    }

    private static boolean isPositive(JsonNode limit) {
        return limit.path("A_Const").path("ival").path("ival").asInt(0) > 0;
    }

    static boolean isVolatile(JsonNode tree, FunctionCatalog catalog) {
        return Nodes.all(tree, "FuncCall").stream().anyMatch(call -> {
            List<String> names = Nodes.names(call.path("funcname"));
            String schema = names.size() > 1 ? names.get(names.size() - 2) : "";
            return catalog.volatility(schema, names.get(names.size() - 1)) == Volatility.VOLATILE;
        });
    }

    /** The lookup, by an array that an index can serve, or by a hashed set. */
    JsonNode lookup(boolean array) {
        ObjectNode link = JsonNodeFactory.instance.objectNode();
        if (array && outer.size() == 1) {
            link.putObject("SubLink").put("subLinkType", "ARRAY_SUBLINK").set("subselect", select);
            return Nodes.equal("AEXPR_OP_ANY", outer.get(0), link);
        }
        ObjectNode body = link.putObject("SubLink").put("subLinkType", "ANY_SUBLINK");
        if (outer.size() == 1) {
            body.set("testexpr", outer.get(0));
        } else {
            ObjectNode row = body.putObject("testexpr").putObject("RowExpr").put("row_format", "COERCE_IMPLICIT_CAST");
            outer.forEach(row.putArray("args")::add);
        }
        body.set("subselect", select);
        return link;
    }
}
