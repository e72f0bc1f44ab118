package dev.pgwright.workload;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.TextRange;
import dev.pgwright.pgquery.analysis.BaseColumn;
import dev.pgwright.pgquery.analysis.ColumnUse;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.Place.Use;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Operators between a column and a parameter. */
final class Comparisons {
    private static final Map<String, Use> OPERATORS = Map.ofEntries(
            Map.entry("=", Use.VALUE),
            Map.entry("<>", Use.VALUE),
            Map.entry("<", Use.HIGH),
            Map.entry("<=", Use.HIGH),
            Map.entry(">", Use.LOW),
            Map.entry(">=", Use.LOW),
            Map.entry("~~", Use.PATTERN),
            Map.entry("~~*", Use.PATTERN),
            Map.entry("~", Use.FRAGMENT),
            Map.entry("~*", Use.FRAGMENT),
            Map.entry("^@", Use.FRAGMENT),
            Map.entry("@>", Use.ELEMENTS),
            Map.entry("<@", Use.ELEMENTS),
            Map.entry("&&", Use.ELEMENTS),
            Map.entry("@@", Use.LEXEME));

    private static final Map<String, String> COMMUTATORS = Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=");
    private static final Set<Use> WITH_EXPRESSIONS = Set.of(Use.VALUE, Use.LOW, Use.HIGH);
    private static final Set<String> MOMENTS = Set.of("date", "timestamp", "timestamptz", "time", "timetz");

    private final ParsedSql parsed;
    private final Map<Integer, ColumnUse> columns = new HashMap<>();
    private final BiConsumer<Integer, Place> found;

    Comparisons(ParsedSql parsed, StatementAnalysis analysis, BiConsumer<Integer, Place> found) {
        this.parsed = parsed;
        this.found = found;
        for (ColumnUse use : analysis.columns()) {
            if (use.location() >= 0 && !use.origins().isEmpty()) {
                columns.putIfAbsent(use.location(), use);
            }
        }
    }

    /** The stored column that a node names. */
    Optional<BaseColumn> column(JsonNode node) {
        return node.has("ColumnRef") ? at(node.path("ColumnRef")) : Optional.empty();
    }

    /** The column that a ResTarget writes. */
    Optional<BaseColumn> target(JsonNode target) {
        return at(target);
    }

    private Optional<BaseColumn> at(JsonNode body) {
        int location = parsed.charOffset(body.path("location").asInt(0));
        return Optional.ofNullable(columns.get(location))
                .map(use -> use.origins().get(0));
    }

    /** The parameter is written into the column, or becomes a value beside it. */
    void written(Tree.Leaf leaf, BaseColumn column) {
        if (leaf.isParameter()) {
            found.accept(leaf.number(), new Place.Meets(column, Use.WRITTEN, Optional.empty()));
        }
    }

    /** Whether a date, a time or a function such as now() stands there, to which a number is not simply added. */
    boolean isMoment(JsonNode node) {
        Tree.Leaf leaf = Tree.leaf(node);
        return !Tree.all(node, "SQLValueFunction").isEmpty()
                || MOMENTS.contains(leaf.castTo())
                || leaf.castTo().equals("interval")
                || !Tree.all(node, "TypeCast").isEmpty()
                || Tree.all(node, "FuncCall").stream().anyMatch(call -> !ParameterPlaces.isAggregate(call))
                || Tree.all(node, "ColumnRef").stream()
                        .anyMatch(column -> column(column).isEmpty());
    }

    /** Looks at one A_Expr. */
    void add(JsonNode body) {
        JsonNode left = body.path("lexpr");
        JsonNode right = body.path("rexpr");
        String operator = Tree.lastName(body.path("name"));
        switch (body.path("kind").asString("")) {
            case "AEXPR_OP" -> operator(left, operator, right);
            case "AEXPR_OP_ANY", "AEXPR_OP_ALL" -> array(left, right);
            case "AEXPR_IN" -> items(right).forEach(item -> both(left, item, Use.VALUE, Use.VALUE));
            case "AEXPR_LIKE", "AEXPR_ILIKE" -> pattern(left, right);
            case "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT" -> both(left, right, Use.VALUE, Use.VALUE);
            case "AEXPR_BETWEEN", "AEXPR_BETWEEN_SYM", "AEXPR_NOT_BETWEEN", "AEXPR_NOT_BETWEEN_SYM" -> {
                both(left, right.path("List").path("items").path(0), Use.LOW, Use.VALUE);
                both(left, right.path("List").path("items").path(1), Use.HIGH, Use.VALUE);
            }
            case "AEXPR_NULLIF" -> column(left).ifPresent(column -> written(Tree.leaf(right), column));
            default -> {
                // SIMILAR TO: a language of its own
            }
        }
    }

    private static List<JsonNode> items(JsonNode list) {
        return list.path("List").path("items").valueStream().toList();
    }

    private void operator(JsonNode left, String operator, JsonNode right) {
        Use use = OPERATORS.get(operator);
        if (use == null) {
            return;
        }
        JsonNode lefts = left.path("RowExpr").path("args");
        JsonNode rights = right.path("RowExpr").path("args");
        if (!lefts.isEmpty() && lefts.size() == rights.size()) {
            for (int i = 0; i < lefts.size(); i++) {
                operator(lefts.path(i), operator, rights.path(i));
            }
        } else if (use == Use.PATTERN) {
            pattern(left, right);
        } else {
            String turned = COMMUTATORS.getOrDefault(operator, operator);
            both(left, right, use, OPERATORS.getOrDefault(turned, use));
        }
    }

    /** {@code use} when the column is on the left, {@code turned} when it is on the right. */
    private void both(JsonNode left, JsonNode right, Use use, Use turned) {
        compare(left, right, use);
        compare(right, left, turned);
    }

    private void array(JsonNode left, JsonNode right) {
        Tree.Leaf leaf = Tree.leaf(right);
        if (leaf.isParameter()) {
            compare(left, right, Use.VALUES);
        } else if (Tree.leaf(left).isParameter()) {
            compare(right, left, Use.ELEMENT);
        } else {
            JsonNode array = right.has("TypeCast") ? right.path("TypeCast").path("arg") : right;
            array.path("A_ArrayExpr").path("elements").forEach(item -> compare(left, item, Use.VALUE));
        }
    }

    private void pattern(JsonNode left, JsonNode right) {
        if (Tree.leaf(right).isParameter()) {
            compare(left, right, Use.PATTERN);
        } else {
            Optional<BaseColumn> column = onlyColumn(left);
            for (JsonNode parameter : Tree.all(right, "ParamRef")) {
                column.ifPresent(known -> meet(Tree.leaf(parameter), known, Use.FRAGMENT));
            }
        }
    }

    private void meet(Tree.Leaf leaf, BaseColumn column, Use use) {
        found.accept(leaf.number(), new Place.Meets(column, use, Optional.empty()));
    }

    private void compare(JsonNode side, JsonNode other, Use use) {
        Tree.Leaf leaf = Tree.leaf(other);
        Optional<BaseColumn> bare = column(side);
        if (leaf.isParameter()) {
            if (bare.isPresent()) {
                meet(leaf, bare.get(), use);
            } else if (side.has("FuncCall") && ParameterPlaces.isAggregate(side)) {
                aggregate(side, leaf);
            } else if (WITH_EXPRESSIONS.contains(use)) {
                around(side, leaf, use);
            } else {
                onlyColumn(side).ifPresent(column -> meet(leaf, column, use));
            }
        } else {
            onlyColumn(side).ifPresent(column -> inside(other, column, use));
        }
    }

    /** {@code count(*) > $1}: a number; {@code max(x) > $1}: a value of x. */
    private void aggregate(JsonNode call, Tree.Leaf leaf) {
        String name = Tree.lastName(call.path("FuncCall").path("funcname"));
        if (Set.of("count", "sum", "avg").contains(name)) {
            found.accept(leaf.number(), new Place.Constant("'1'"));
        } else if (Set.of("max", "min").contains(name)) {
            onlyColumn(call).ifPresent(column -> written(leaf, column));
        }
    }

    /** The one stored column of an expression. */
    private Optional<BaseColumn> onlyColumn(JsonNode node) {
        List<JsonNode> references = Tree.all(node, "ColumnRef");
        boolean one = references.size() == 1 && Tree.all(node, "SubLink").isEmpty();
        return one ? column(references.get(0)) : Optional.empty();
    }

    /** The parameter takes the value of the expression for a value of its column. */
    private void around(JsonNode side, Tree.Leaf leaf, Use use) {
        Optional<BaseColumn> column = onlyColumn(side);
        if (column.isEmpty() || Tree.all(side, "FuncCall").stream().anyMatch(ParameterPlaces::isAggregate)) {
            return;
        }
        JsonNode reference = Tree.all(side, "ColumnRef").get(0);
        Optional<TextRange> expression = SqlText.parser().locate(parsed, side);
        Optional<TextRange> inner = SqlText.parser().locate(parsed, reference);
        if (expression.isPresent() && inner.isPresent()) {
            Place.Around around = new Place.Around(expression.get(), inner.get());
            found.accept(leaf.number(), new Place.Meets(column.get(), use, Optional.of(around)));
        }
    }

    /** Parameters inside of what a column is compared with. */
    private void inside(JsonNode other, BaseColumn column, Use use) {
        JsonNode call = other.path("FuncCall");
        if (use == Use.LEXEME && call.path("args").size() > 0) {
            int last = call.path("args").size() - 1;
            Tree.Leaf words = Tree.leaf(call.path("args").path(last));
            Tree.Leaf language = Tree.leaf(call.path("args").path(0));
            if (language.isParameter()) {
                found.accept(language.number(), new Place.Constant("'simple'"));
            }
            if (words.isParameter()) {
                meet(words, column, use);
            }
        } else if (call.path("args").size() == 1) {
            Tree.Leaf leaf = Tree.leaf(call.path("args").path(0));
            if (leaf.isParameter() && !ParameterPlaces.isAggregate(other)) {
                meet(leaf, column, use); // lower(x) = lower($1)
            }
        } else if (other.has("A_Expr")) {
            for (JsonNode cast : Tree.all(other, "TypeCast")) {
                Tree.Leaf leaf = Tree.leaf(cast);
                if (MOMENTS.contains(leaf.castTo())
                        && Tree.all(other, "ColumnRef").isEmpty()) {
                    meet(leaf, column, use); // at >= $1::date - $2::interval
                }
            }
        }
    }
}
