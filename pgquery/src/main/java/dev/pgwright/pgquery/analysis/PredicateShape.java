package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.analysis.Predicate.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a condition asks, judged by its node alone.
 *
 * @param body fields of the node
 * @param negated the node itself is a negation, as in NOT IN
 */
record PredicateShape(Kind kind, JsonNode left, String operator, JsonNode right, boolean negated, JsonNode body) {
    private static final Map<String, Kind> OPERATORS = Map.ofEntries(
            Map.entry("=", Kind.EQUALITY),
            Map.entry("<>", Kind.INEQUALITY),
            Map.entry("!=", Kind.INEQUALITY),
            Map.entry("<", Kind.RANGE),
            Map.entry("<=", Kind.RANGE),
            Map.entry(">", Kind.RANGE),
            Map.entry(">=", Kind.RANGE),
            Map.entry("~", Kind.PATTERN),
            Map.entry("~*", Kind.PATTERN),
            Map.entry("!~", Kind.PATTERN),
            Map.entry("!~*", Kind.PATTERN),
            Map.entry("%", Kind.PATTERN),
            Map.entry("^@", Kind.LIKE_PREFIX),
            Map.entry("@>", Kind.CONTAINMENT),
            Map.entry("<@", Kind.CONTAINMENT),
            Map.entry("?", Kind.CONTAINMENT),
            Map.entry("?|", Kind.CONTAINMENT),
            Map.entry("?&", Kind.CONTAINMENT),
            Map.entry("&&", Kind.CONTAINMENT),
            Map.entry("@?", Kind.CONTAINMENT),
            Map.entry("@@", Kind.FULL_TEXT),
            Map.entry("@@@", Kind.FULL_TEXT));

    private static final Map<String, String> COMMUTATORS =
            Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "@>", "<@", "<@", "@>");

    /** The distance operators of geometry, PostGIS, pg_trgm, pgvector, btree_gist and cube. */
    private static final Set<String> DISTANCES = Set.of("<->", "<#>", "<=>", "<+>", "<<->>", "<->>", "<<->", "<~>");

    private static final Set<String> DISTANCE_FUNCTIONS =
            Set.of("st_dwithin", "st_dfullywithin", "st_3ddwithin", "st_distance", "earth_distance", "cube_distance");

    /** Operators that are their own commutator. */
    private static final Set<String> SYMMETRIC = Set.of("=", "<>", "!=", "&&", "@@");

    /** {@code 5 = ANY (tags)} is not: it asks something else of the column than {@code tags = ...}. */
    boolean commutable() {
        return Trees.text(body, "kind").equals("AEXPR_OP")
                && (SYMMETRIC.contains(operator) || COMMUTATORS.containsKey(operator));
    }

    static String commutator(String operator) {
        return COMMUTATORS.getOrDefault(operator, operator);
    }

    static PredicateShape of(JsonNode node) {
        JsonNode body = Trees.body(node);
        return switch (Trees.kind(node)) {
            case "A_Expr" -> operator(body);
            case "NullTest" ->
                unary(
                        Kind.NULL_TEST,
                        body.path("arg"),
                        Trees.text(body, "nulltesttype").equals("IS_NOT_NULL"),
                        body);
            case "BooleanTest" -> unary(Kind.BOOLEAN, body.path("arg"), isNot(body), body);
            case "ColumnRef" -> unary(Kind.BOOLEAN, node, false, body);
            case "SubLink" -> subLink(node, body);
            case "FuncCall" -> call(node, body);
            default -> unary(Kind.OTHER, node, false, body);
        };
    }

    private static boolean isNot(JsonNode test) {
        return Set.of("IS_FALSE", "IS_NOT_TRUE", "IS_NOT_UNKNOWN").contains(Trees.text(test, "booltesttype"));
    }

    private static PredicateShape unary(Kind kind, JsonNode argument, boolean negated, JsonNode body) {
        return new PredicateShape(kind, argument, "", MissingNode.getInstance(), negated, body);
    }

    private static PredicateShape operator(JsonNode body) {
        List<String> names = Trees.strings(body.path("name"));
        String operator = names.isEmpty() ? "" : names.get(names.size() - 1);
        return switch (Trees.text(body, "kind")) {
            case "AEXPR_OP" ->
                new PredicateShape(
                        plain(operator, body), body.path("lexpr"), operator, body.path("rexpr"), false, body);
            case "AEXPR_IN" -> binary(Kind.IN, "=", operator.equals("<>"), body);
            case "AEXPR_OP_ANY" -> binary(any(operator, body), operator, false, body);
            case "AEXPR_OP_ALL" ->
                operator.equals("<>")
                        ? binary(Kind.IN, "=", true, body) // <> ALL is what NOT IN means
                        : binary(Kind.OTHER, operator, false, body);
            case "AEXPR_LIKE" -> binary(like(body), "~~", operator.startsWith("!"), body);
            case "AEXPR_ILIKE" -> binary(Kind.PATTERN, "~~*", operator.startsWith("!"), body);
            case "AEXPR_SIMILAR" -> binary(Kind.PATTERN, "~", operator.startsWith("!"), body);
            case "AEXPR_BETWEEN", "AEXPR_BETWEEN_SYM" -> binary(Kind.RANGE, "BETWEEN", false, body);
            case "AEXPR_NOT_BETWEEN", "AEXPR_NOT_BETWEEN_SYM" -> binary(Kind.RANGE, "BETWEEN", true, body);
            case "AEXPR_DISTINCT" -> binary(Kind.DISTINCTNESS, "=", false, body);
            case "AEXPR_NOT_DISTINCT" -> binary(Kind.DISTINCTNESS, "=", true, body);
            default -> binary(Kind.OTHER, operator, false, body);
        };
    }

    private static PredicateShape binary(Kind kind, String operator, boolean negated, JsonNode body) {
        return new PredicateShape(kind, body.path("lexpr"), operator, body.path("rexpr"), negated, body);
    }

    private static Kind plain(String operator, JsonNode body) {
        if (distance(body.path("lexpr")) || distance(body.path("rexpr"))) {
            return Kind.DISTANCE;
        }
        return switch (operator) {
            case "~~" -> like(body);
            case "!~~", "~~*", "!~~*" -> Kind.PATTERN;
            default -> OPERATORS.getOrDefault(operator, Kind.OTHER);
        };
    }

    /** {@code a <-> b} or a distance function, as it stands in a comparison. */
    private static boolean distance(JsonNode side) {
        if (Trees.is(side, "A_Expr")) {
            List<String> names = Trees.strings(side.path("A_Expr").path("name"));
            return !names.isEmpty() && DISTANCES.contains(names.get(names.size() - 1));
        }
        return DISTANCE_FUNCTIONS.contains(functionName(side));
    }

    private static String functionName(JsonNode node) {
        List<String> names = Trees.strings(node.path("FuncCall").path("funcname"));
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    private static Kind any(String operator, JsonNode body) {
        return switch (operator) {
            case "=" -> Kind.IN;
            case "~~" -> like(body);
            default -> OPERATORS.getOrDefault(operator, Kind.OTHER);
        };
    }

    /** A pattern that starts with something else than a wildcard can use an index. */
    private static Kind like(JsonNode body) {
        JsonNode right = body.path("rexpr");
        JsonNode constant = Trees.is(right, "TypeCast") ? right.path("TypeCast").path("arg") : right;
        String pattern = constant.path("A_Const").path("sval").path("sval").asString("");
        boolean wildcard = pattern.isEmpty() || pattern.charAt(0) == '%' || pattern.charAt(0) == '_';
        return wildcard ? Kind.PATTERN : Kind.LIKE_PREFIX;
    }

    private static PredicateShape subLink(JsonNode node, JsonNode body) {
        String type = Trees.text(body, "subLinkType");
        if (type.equals("EXISTS_SUBLINK")) {
            return unary(Kind.EXISTS, node, false, body);
        }
        if (!type.equals("ANY_SUBLINK") && !type.equals("ALL_SUBLINK")) {
            return unary(Kind.OTHER, node, false, body);
        }
        List<String> names = Trees.strings(body.path("operName"));
        String operator = names.isEmpty() ? "=" : names.get(names.size() - 1);
        boolean any = type.equals("ANY_SUBLINK");
        if (operator.equals("=") && any) {
            return new PredicateShape(Kind.IN, body.path("testexpr"), "=", body.path("subselect"), false, body);
        }
        if (operator.equals("<>") && !any) {
            return new PredicateShape(Kind.IN, body.path("testexpr"), "=", body.path("subselect"), true, body);
        }
        Kind kind = any ? OPERATORS.getOrDefault(operator, Kind.OTHER) : Kind.OTHER;
        return new PredicateShape(kind, body.path("testexpr"), operator, body.path("subselect"), false, body);
    }

    private static PredicateShape call(JsonNode node, JsonNode body) {
        String name = functionName(node);
        JsonNode arguments = body.path("args");
        if (name.equals("starts_with") && arguments.size() == 2) {
            return new PredicateShape(Kind.LIKE_PREFIX, arguments.path(0), "^@", arguments.path(1), false, body);
        }
        if (DISTANCE_FUNCTIONS.contains(name) && arguments.size() >= 2) {
            return new PredicateShape(Kind.DISTANCE, arguments.path(0), name, arguments.path(1), false, body);
        }
        return unary(Kind.OTHER, node, false, body);
    }
}
