package dev.pgwright.workload;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.TextRange;
import dev.pgwright.pgquery.analysis.BaseColumn;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.sql.FunctionCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Finds what stands around each parameter of a statement. */
final class ParameterPlaces {
    private static final Set<String> CONDITIONS =
            Set.of("whereClause", "havingClause", "quals", "joinCondition", "fromClause");
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");
    private static final Set<String> NUMBERS = Set.of("count", "sum", "avg");
    private static final Set<String> TEXT_BUILDERS = Set.of(
            "json_build_object", "jsonb_build_object", "json_build_array", "jsonb_build_array", "concat", "concat_ws");

    /** Arguments of functions, numbered from 0, whose value is one of few and decides little. */
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("date_trunc.0", "'day'"),
            Map.entry("date_part.0", "'day'"),
            Map.entry("extract.0", "'day'"),
            Map.entry("timezone.0", "'UTC'"),
            Map.entry("to_char.1", "'YYYY-MM-DD'"),
            Map.entry("to_date.1", "'YYYY-MM-DD'"),
            Map.entry("string_agg.1", "', '"),
            Map.entry("round.1", "2"),
            Map.entry("trunc.1", "2"),
            Map.entry("left.1", "10"),
            Map.entry("right.1", "10"),
            Map.entry("split_part.1", "','"),
            Map.entry("split_part.2", "1"),
            Map.entry("lag.1", "1"),
            Map.entry("lead.1", "1"),
            Map.entry("ntile.0", "4"),
            Map.entry("percentile_cont.0", "0.5"),
            Map.entry("percentile_disc.0", "0.5"));

    private final ParsedSql parsed;
    private final Comparisons comparisons;
    private final boolean query;
    private final Map<Integer, Place> places = new TreeMap<>();
    private final List<Spot> spots = new ArrayList<>();

    /**
     * One occurrence of a parameter in the text.
     *
     * @param list it stands for a list of constants, which pg_stat_statements abbreviates (from 18)
     */
    record Spot(int number, TextRange range, boolean list) {}

    private ParameterPlaces(ParsedSql parsed, StatementAnalysis analysis) {
        this.parsed = parsed;
        this.query = analysis.kind().equals("SelectStmt");
        this.comparisons = new Comparisons(parsed, analysis, this::put);
    }

    /** The places of all parameters of a text of one statement. */
    static ParameterPlaces of(ParsedSql parsed, StatementAnalysis analysis) {
        ParameterPlaces found = new ParameterPlaces(parsed, analysis);
        found.visit(parsed.tree().path("stmts").path(0).path("stmt"), false);
        return found;
    }

    /** By number; what says most where one stands in several places. */
    Map<Integer, Place> places() {
        return places;
    }

    /** In the order in which they were found. */
    List<Spot> spots() {
        return spots;
    }

    private void put(int number, Place place) {
        places.merge(number, place, (one, other) -> other.weight() > one.weight() ? other : one);
    }

    /** {@code condition}: inside of FROM, WHERE, ON or HAVING, where every value may steer the plan. */
    private void visit(JsonNode node, boolean condition) {
        JsonNode body = Tree.body(node);
        switch (Tree.kind(node)) {
            case "ParamRef" -> spot(body);
            case "TypeCast" -> cast(node, condition);
            case "A_Expr" -> expression(body, condition);
            case "FuncCall" -> function(body);
            case "CoalesceExpr", "MinMaxExpr" -> siblings(body.path("args"));
            case "CaseExpr" -> choice(body);
            case "SelectStmt" -> select(body);
            case "InsertStmt" -> insert(body);
            case "UpdateStmt" -> body.path("targetList").forEach(this::assignment);
            default -> {
                // nothing here says anything of a parameter
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean inside = (condition && !field.getKey().equals("SelectStmt")) || CONDITIONS.contains(field.getKey());
            JsonNode value = field.getValue();
            if (value.isArray()) {
                value.forEach(item -> visit(item, inside));
            } else if (value.isObject()) {
                visit(value, inside);
            }
        }
    }

    private void spot(JsonNode parameter) {
        String sql = parsed.sql();
        int start = parsed.charOffset(parameter.path("location").asInt(0));
        int end = start + 1;
        while (end < sql.length() && Character.isDigit(sql.charAt(end))) {
            end++;
        }
        int number = parameter.path("number").asInt(0);
        spots.add(new Spot(number, new TextRange(start, end), sql.startsWith(" /*, ... */", end)));
        put(number, new Place.Unknown());
    }

    private void cast(JsonNode node, boolean condition) {
        Tree.Leaf leaf = Tree.leaf(node);
        if (!leaf.isParameter()) {
            return;
        }
        if (leaf.castTo().equals("interval")) {
            put(leaf.number(), new Place.Period());
        } else if (!condition) {
            Constants.ofType(leaf.castTo()).ifPresent(literal -> put(leaf.number(), new Place.Constant(literal)));
        }
    }

    private void expression(JsonNode body, boolean condition) {
        comparisons.add(body);
        String operator = Tree.lastName(body.path("name"));
        if (condition || !body.path("kind").asString("").equals("AEXPR_OP")) {
            return;
        }
        boolean text = operator.equals("||");
        if (text || ARITHMETIC.contains(operator)) {
            constantBeside(body.path("lexpr"), body.path("rexpr"), text);
            constantBeside(body.path("rexpr"), body.path("lexpr"), text);
        }
    }

    private void constantBeside(JsonNode side, JsonNode other, boolean text) {
        Tree.Leaf leaf = Tree.leaf(side);
        boolean plain = text || !comparisons.isMoment(other);
        if (leaf.isParameter() && leaf.castTo().isEmpty() && plain) {
            put(leaf.number(), new Place.Constant(text ? "' '" : "'1'"));
        }
    }

    private void function(JsonNode call) {
        String name = Tree.lastName(call.path("funcname"));
        JsonNode arguments = call.path("args");
        boolean untyped = arguments.valueStream().allMatch(argument -> argument.has("ParamRef"));
        if (name.equals("generate_series") && untyped) { // of numbers; series of moments have casts or columns
            arguments.forEach(argument -> put(Tree.leaf(argument).number(), new Place.Typed("integer")));
        }
        for (int i = 0; i < arguments.size(); i++) {
            Tree.Leaf leaf = Tree.leaf(arguments.path(i));
            String literal = TEXT_BUILDERS.contains(name) ? "'k'" : ARGUMENTS.get(name + "." + i);
            if (leaf.isParameter() && literal != null) {
                put(leaf.number(), new Place.Constant(literal));
            }
        }
    }

    /** Values of which one is taken are of one type: a column among them tells which. */
    private void siblings(Iterable<JsonNode> values) {
        for (JsonNode value : values) {
            String function = Tree.lastName(value.path("FuncCall").path("funcname"));
            boolean number = NUMBERS.contains(function);
            Optional<BaseColumn> column = comparisons.column(value);
            for (JsonNode other : values) {
                Tree.Leaf leaf = Tree.leaf(other);
                column.ifPresent(known -> comparisons.written(leaf, known));
                if (leaf.isParameter() && number) {
                    put(leaf.number(), new Place.Constant("'0'"));
                }
            }
        }
    }

    /** {@code CASE x WHEN $1 THEN $2 ELSE $3 END}. */
    private void choice(JsonNode body) {
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode wrapped : body.path("args")) {
            JsonNode when = wrapped.path("CaseWhen");
            Tree.Leaf leaf = Tree.leaf(when.path("expr"));
            comparisons.column(body.path("arg")).ifPresent(column -> comparisons.written(leaf, column));
            results.add(when.path("result"));
        }
        if (body.has("defresult")) {
            results.add(body.path("defresult"));
        }
        siblings(results);
        if (results.stream()
                .map(Tree::leaf)
                .allMatch(leaf -> leaf.isParameter() && leaf.castTo().isEmpty())) {
            results.forEach(result -> put(Tree.leaf(result).number(), new Place.Constant("1")));
        }
    }

    private void select(JsonNode body) {
        Tree.Leaf limit = Tree.leaf(body.path("limitCount"));
        Tree.Leaf offset = Tree.leaf(body.path("limitOffset"));
        if (limit.isParameter()) {
            put(limit.number(), new Place.Limit());
        }
        if (offset.isParameter()) {
            put(offset.number(), new Place.Offset());
        }
        for (JsonNode target : body.path("targetList")) {
            Tree.Leaf leaf = Tree.leaf(target.path("ResTarget").path("val"));
            if (query && leaf.isParameter() && leaf.castTo().isEmpty()) {
                put(leaf.number(), new Place.Constant("'1'"));
            }
        }
    }

    private void insert(JsonNode body) {
        body.path("onConflictClause").path("targetList").forEach(this::assignment);
        JsonNode columns = body.path("cols");
        JsonNode source = body.path("selectStmt").path("SelectStmt");
        for (JsonNode row : source.path("valuesLists")) {
            written(columns, row.path("List").path("items").valueStream().toList());
        }
        written(
                columns,
                source.path("targetList")
                        .valueStream()
                        .map(target -> target.path("ResTarget").path("val"))
                        .toList());
    }

    private void written(JsonNode columns, List<JsonNode> values) {
        for (int i = 0; i < Math.min(columns.size(), values.size()); i++) {
            Tree.Leaf leaf = Tree.leaf(values.get(i));
            comparisons
                    .target(columns.path(i).path("ResTarget"))
                    .ifPresent(column -> comparisons.written(leaf, column));
        }
    }

    private void assignment(JsonNode wrapped) {
        JsonNode target = wrapped.path("ResTarget");
        Tree.Leaf leaf = Tree.leaf(target.path("val"));
        comparisons.target(target).ifPresent(column -> comparisons.written(leaf, column));
    }

    /** Whether a built-in aggregate function is called. */
    static boolean isAggregate(JsonNode call) {
        return FunctionCatalog.isBuiltInAggregate(
                Tree.lastName(call.path("FuncCall").path("funcname")));
    }
}
