package dev.pgwright.pgquery.analysis;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The name of an output column without AS, as {@code FigureColname} in PostgreSQL's parse_target.c chooses it. */
final class OutputNames {
    private static final String NONE = "?column?";

    /** How sure the choice is: a cast replaces a weak name by that of its type. */
    private enum Strength {
        NONE,
        WEAK,
        STRONG
    }

    private record Choice(String name, Strength strength) {
        static final Choice NOTHING = new Choice(OutputNames.NONE, Strength.NONE);

        static Choice strong(String name) {
            return new Choice(name, Strength.STRONG);
        }
    }

    private OutputNames() {}

    static String of(JsonNode expression) {
        return choose(expression).name;
    }

    private static Choice choose(JsonNode node) {
        JsonNode body = Trees.body(node);
        return switch (Trees.kind(node)) {
            case "ColumnRef" -> last(Trees.strings(body.path("fields")));
            case "FuncCall" -> last(Trees.strings(body.path("funcname")));
            case "A_Indirection" -> indirection(body);
            case "A_Expr" -> Trees.text(body, "kind").equals("AEXPR_NULLIF") ? Choice.strong("nullif") : Choice.NOTHING;
            case "TypeCast" -> cast(body);
            case "CollateClause" -> choose(body.path("arg"));
            case "SubLink" -> subLink(body);
            case "CaseExpr" -> {
                Choice other = choose(body.path("defresult"));
                yield other.strength == Strength.NONE ? new Choice("case", Strength.WEAK) : other;
            }
            case "MinMaxExpr" -> Choice.strong(Trees.text(body, "op").equals("IS_LEAST") ? "least" : "greatest");
            case "SQLValueFunction" -> Choice.strong(valueFunction(Trees.text(body, "op")));
            case "XmlExpr" -> Choice.strong(xml(Trees.text(body, "op")));
            case "JsonFuncExpr" -> Choice.strong(json(Trees.text(body, "op")));
            default -> fixed(Trees.kind(node));
        };
    }

    private static Choice fixed(String kind) {
        return switch (kind) {
            case "GroupingFunc" -> Choice.strong("grouping");
            case "MergeSupportFunc" -> Choice.strong("merge_action");
            case "A_ArrayExpr" -> Choice.strong("array");
            case "RowExpr" -> Choice.strong("row");
            case "CoalesceExpr" -> Choice.strong("coalesce");
            case "XmlSerialize" -> Choice.strong("xmlserialize");
            case "JsonParseExpr" -> Choice.strong("json");
            case "JsonScalarExpr" -> Choice.strong("json_scalar");
            case "JsonSerializeExpr" -> Choice.strong("json_serialize");
            case "JsonObjectConstructor" -> Choice.strong("json_object");
            case "JsonArrayConstructor", "JsonArrayQueryConstructor" -> Choice.strong("json_array");
            case "JsonObjectAgg" -> Choice.strong("json_objectagg");
            case "JsonArrayAgg" -> Choice.strong("json_arrayagg");
            default -> Choice.NOTHING;
        };
    }

    private static Choice last(List<String> names) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (!names.get(i).equals("*")) {
                return Choice.strong(names.get(i));
            }
        }
        return Choice.NOTHING;
    }

    private static Choice indirection(JsonNode body) {
        List<String> fields = Trees.strings(body.path("indirection"));
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (!fields.get(i).isEmpty() && !fields.get(i).equals("*")) {
                return Choice.strong(fields.get(i));
            }
        }
        return choose(body.path("arg"));
    }

    private static Choice cast(JsonNode body) {
        Choice inner = choose(body.path("arg"));
        if (inner.strength == Strength.STRONG) {
            return inner;
        }
        List<String> type = Trees.strings(body.path("typeName").path("names"));
        return type.isEmpty() ? inner : new Choice(type.get(type.size() - 1), Strength.WEAK);
    }

    private static Choice subLink(JsonNode body) {
        return switch (Trees.text(body, "subLinkType")) {
            case "EXISTS_SUBLINK" -> Choice.strong("exists");
            case "ARRAY_SUBLINK" -> Choice.strong("array");
            case "EXPR_SUBLINK" -> {
                JsonNode select = body.path("subselect").path("SelectStmt");
                while (select.has("larg")) {
                    select = select.path("larg");
                }
                JsonNode target = select.path("targetList").path(0).path("ResTarget");
                if (target.has("name")) {
                    yield Choice.strong(Trees.text(target, "name"));
                }
                yield choose(target.path("val"));
            }
            default -> Choice.NOTHING;
        };
    }

    private static String valueFunction(String op) {
        return op.replaceFirst("^SVFOP_", "").replaceFirst("_N$", "").toLowerCase(Locale.ROOT);
    }

    private static String xml(String op) {
        return op.replaceFirst("^IS_", "").toLowerCase(Locale.ROOT).replace("document", NONE);
    }

    private static String json(String op) {
        return switch (op) {
            case "JSON_EXISTS_OP" -> "json_exists";
            case "JSON_QUERY_OP" -> "json_query";
            case "JSON_VALUE_OP" -> "json_value";
            default -> NONE;
        };
    }
}
