package dev.pgwright.sql;

import dev.pgwright.snapshot.Function.Volatility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The condition of a row-level security policy: which calls it makes for every row, and the same condition with those
 * that do not depend on the row in sub-selects, which the server evaluates once for a statement (as an InitPlan).
 */
public final class PolicyExpression {
    /** What may stand in a sub-select together with the call in it. Not AND and OR, so that their arms stay apart. */
    private static final Set<String> TOGETHER = Set.of(
            "FuncCall",
            "A_Expr",
            "TypeCast",
            "CoalesceExpr",
            "MinMaxExpr",
            "SQLValueFunction",
            "A_Indirection",
            "NullTest",
            "CaseExpr",
            "CollateClause");

    private static final Set<String> ARRAY_COMPARISONS = Set.of("AEXPR_OP_ANY", "AEXPR_OP_ALL");
    /** The session's user: unlike the time, a lookup in the catalog for every call. */
    private static final Set<String> USERS =
            Set.of("SVFOP_CURRENT_ROLE", "SVFOP_CURRENT_USER", "SVFOP_USER", "SVFOP_SESSION_USER");

    private final FunctionCatalog catalog;
    private final Set<PolicyCall> calls = new LinkedHashSet<>();
    private final JsonNode original;
    private final JsonNode wrapped;

    private PolicyExpression(JsonNode tree, FunctionCatalog catalog) {
        this.catalog = catalog;
        this.original = tree;
        this.wrapped = visit(tree.deepCopy());
    }

    /** Reads an expression as the server writes it; none when the grammar does not accept it. */
    public static Optional<PolicyExpression> read(String expression, FunctionCatalog catalog) {
        return SqlText.expression(expression).map(tree -> new PolicyExpression(tree, catalog));
    }

    /** The calls that are made for every row, in the order of the text, each once. */
    public List<PolicyCall> calls() {
        return List.copyOf(calls);
    }

    /** The texts of the calls of a kind. */
    public List<String> calls(PolicyCall.Kind kind) {
        return calls.stream()
                .filter(call -> call.kind() == kind)
                .map(PolicyCall::sql)
                .distinct()
                .toList();
    }

    /** The condition with every call that can be made once in a sub-select; none when there is no such call. */
    public Optional<String> wrapped() {
        return calls(PolicyCall.Kind.ONCE).isEmpty() ? Optional.empty() : SqlText.write(wrapped);
    }

    JsonNode tree() {
        return original;
    }

    /** Puts sub-selects where they help; returns what takes the node's place. */
    private JsonNode visit(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, visit(array.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            String kind = kind(object);
            if (TOGETHER.contains(kind) && isIndependent(object)) {
                return once(object, sub -> sub);
            }
            if (kind.equals("RangeFunction")) {
                return object; // its rows are kept from one evaluation to the next
            }
            if (kind.equals("SubLink") && isEvaluatedOnce(object)) {
                return testOnly(object);
            }
            if (kind.equals("FuncCall")) {
                noteColumnTaker(object);
            }
            visitProperties(object, kind);
        }
        return node;
    }

    private void visitProperties(ObjectNode object, String kind) {
        boolean array = kind.equals("A_Expr")
                && ARRAY_COMPARISONS.contains(object.path(kind).path("kind").asString(""));
        for (String name : List.copyOf(object.propertyNames())) {
            JsonNode value = object.path(name);
            if (array && value instanceof ObjectNode comparison) {
                comparison.set("lexpr", visit(comparison.path("lexpr")));
                comparison.set("rexpr", visitArray(comparison.path("rexpr")));
            } else if (value.isContainer()) {
                object.set(name, visit(value));
            }
        }
    }

    /**
     * The right side of {@code = ANY}: a bare sub-select there would be read as a set of rows, so the array that it
     * yields needs a cast, which the server drops again.
     */
    private JsonNode visitArray(JsonNode node) {
        if (!(node instanceof ObjectNode object) || !isIndependent(object)) {
            return visit(node);
        }
        String kind = kind(object);
        JsonNode type = kind.equals("TypeCast") ? object.path(kind).path("typeName") : resultType(object);
        if (!type.isMissingNode()) {
            return once(object, sub -> {
                ObjectNode cast = JsonNodeFactory.instance.objectNode();
                cast.putObject("TypeCast").setAll(Map.of("arg", sub, "typeName", type.deepCopy()));
                return cast;
            });
        }
        if (kind.equals("FuncCall")) {
            evaluated(object).forEach(call -> note(call, PolicyCall.Kind.UNCERTAIN));
            return object;
        }
        return visit(node);
    }

    private JsonNode resultType(ObjectNode object) {
        return object.has("FuncCall")
                ? catalog.of(object.path("FuncCall"))
                        .result()
                        .flatMap(type -> SqlText.expression("NULL::" + type))
                        .map(cast -> cast.path("TypeCast").path("typeName"))
                        .orElse(JsonNodeFactory.instance.missingNode())
                : JsonNodeFactory.instance.missingNode();
    }

    /** A part that takes nothing from outside of itself, calls something worth saving and is no set's value. */
    private boolean isIndependent(ObjectNode part) {
        return ColumnReferences.outside(part).isEmpty()
                && !containsAggregate(part)
                && !evaluated(part).isEmpty();
    }

    private JsonNode once(ObjectNode part, UnaryOperator<JsonNode> around) {
        List<ObjectNode> evaluated = evaluated(part);
        if (evaluated.stream().anyMatch(this::isVolatile)) {
            evaluated.forEach(call -> note(call, PolicyCall.Kind.UNCERTAIN));
            return part;
        }
        evaluated.forEach(call -> note(call, PolicyCall.Kind.ONCE));
        return around.apply(subSelect(part));
    }

    private static ObjectNode subSelect(JsonNode value) {
        ObjectNode link = JsonNodeFactory.instance.objectNode();
        ObjectNode select = link.putObject("SubLink")
                .put("subLinkType", "EXPR_SUBLINK")
                .putObject("subselect")
                .putObject("SelectStmt")
                .put("limitOption", "LIMIT_OPTION_DEFAULT")
                .put("op", "SETOP_NONE");
        select.putArray("targetList").addObject().putObject("ResTarget").set("val", value);
        return link;
    }

    private boolean isVolatile(ObjectNode call) {
        return call.has("FuncCall") && catalog.of(call.path("FuncCall")).volatility() == Volatility.VOLATILE;
    }

    private void noteColumnTaker(ObjectNode call) {
        FunctionCatalog.Called called = catalog.of(call.path("FuncCall"));
        if (!called.builtIn()
                && called.evaluated()
                && !ColumnReferences.outside(call).isEmpty()) {
            note(call, PolicyCall.Kind.TAKES_COLUMN);
        }
    }

    private void note(ObjectNode call, PolicyCall.Kind kind) {
        SqlText.write(call).ifPresent(text -> calls.add(new PolicyCall(text, kind)));
    }

    /** The calls of a part that are made each time it is evaluated. */
    private List<ObjectNode> evaluated(JsonNode part) {
        List<ObjectNode> found = new ArrayList<>();
        collectEvaluated(part, found);
        return found;
    }

    private void collectEvaluated(JsonNode node, List<ObjectNode> found) {
        if (node instanceof ObjectNode object) {
            String kind = kind(object);
            if (kind.equals("SubLink") && isEvaluatedOnce(object)) {
                collectEvaluated(object.path(kind).path("testexpr"), found);
                return;
            }
            if (isEvaluated(object, kind)) {
                found.add(object);
            }
        }
        node.forEach(child -> collectEvaluated(child, found));
    }

    private boolean isEvaluated(ObjectNode object, String kind) {
        return switch (kind) {
            case "FuncCall" -> catalog.of(object.path(kind)).evaluated();
            case "SQLValueFunction" ->
                USERS.contains(object.path(kind).path("op").asString(""));
            default -> false;
        };
    }

    private boolean containsAggregate(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String kind = kind(object);
            if (kind.equals("SubLink")) {
                return containsAggregate(object.path(kind).path("testexpr"));
            }
            if (kind.equals("FuncCall") && catalog.of(object.path(kind)).aggregate()) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (containsAggregate(child)) {
                return true;
            }
        }
        return false;
    }

    /** True for a sub-select that takes no column from outside: its rows are the same for every row. */
    private static boolean isEvaluatedOnce(ObjectNode link) {
        return ColumnReferences.outside(link.path("SubLink").path("subselect")).isEmpty();
    }

    private ObjectNode testOnly(ObjectNode object) {
        ObjectNode link = (ObjectNode) object.path("SubLink");
        if (link.has("testexpr")) {
            link.set("testexpr", visit(link.path("testexpr")));
        }
        return object;
    }

    /** The name of a node that is wrapped in an object of its own; empty for another object. */
    static String kind(ObjectNode object) {
        if (object.size() != 1) {
            return "";
        }
        String name = object.propertyNames().iterator().next();
        return Character.isUpperCase(name.charAt(0)) ? name : "";
    }
}
