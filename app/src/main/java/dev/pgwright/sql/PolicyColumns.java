package dev.pgwright.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns by which an index could find the rows that a policy lets through: compared by equality with something
 * that
 * is the same for all rows and another for each session. {@code IN (SELECT ...)} is none of these, since the server
 * compares a set of rows by hashing it, not by looking the column up.
 */
public final class PolicyColumns {
    private final FunctionCatalog catalog;
    private final Table table;

    /** What is known of the columns of the table that the policy is on. */
    public interface Table {
        /** Whether an index leads with the column. */
        boolean isIndexed(String column);

        /** How many values the column has; 0 when that is not known. */
        double distinctValues(String column);

        /** Whether an index on the column serves its comparison as text. */
        boolean isText(String column);
    }

    /** Columns of one table. */
    public PolicyColumns(FunctionCatalog catalog, Table table) {
        this.catalog = catalog;
        this.table = table;
    }

    /** The columns that the condition compares and no index leads with; empty when nothing is missing. */
    public List<String> missing(PolicyExpression condition) {
        return arm(condition.tree()).orElse(List.of()).stream().distinct().toList();
    }

    /** All columns that the condition compares. */
    public List<String> compared(PolicyExpression condition) {
        List<String> found = new ArrayList<>();
        collect(condition.tree(), found);
        return found.stream().distinct().toList();
    }

    private void collect(JsonNode node, List<String> found) {
        column(node).ifPresent(found::add);
        node.path("BoolExpr").path("args").forEach(arg -> collect(arg, found));
    }

    /** The columns that an arm misses; none when no index could serve the arm. */
    private Optional<List<String>> arm(JsonNode node) {
        JsonNode bool = node.path("BoolExpr");
        return switch (bool.path("boolop").asString("")) {
            case "AND_EXPR" -> all(bool.path("args"));
            case "OR_EXPR" -> each(bool.path("args"));
            default -> column(node).map(name -> table.isIndexed(name) ? List.<String>of() : List.of(name));
        };
    }

    /** Of conditions that hold together one index suffices: the best one. */
    private Optional<List<String>> all(JsonNode args) {
        return arms(args).stream()
                .min(Comparator.<List<String>>comparingInt(missing -> Math.min(missing.size(), 1))
                        .thenComparing(Comparator.comparingDouble(this::values).reversed()));
    }

    private double values(List<String> missing) {
        return missing.stream().mapToDouble(table::distinctValues).min().orElse(0);
    }

    /** Of alternatives each needs its own. */
    private Optional<List<String>> each(JsonNode args) {
        List<List<String>> arms = arms(args);
        return arms.isEmpty()
                ? Optional.empty()
                : Optional.of(arms.stream().flatMap(List::stream).toList());
    }

    private List<List<String>> arms(JsonNode args) {
        List<List<String>> arms = new ArrayList<>();
        args.forEach(arg -> arm(arg).ifPresent(arms::add));
        return arms;
    }

    private Optional<String> column(JsonNode node) {
        JsonNode comparison = node.path("A_Expr");
        JsonNode operator = comparison.path("name");
        String name =
                operator.path(operator.size() - 1).path("String").path("sval").asString("");
        if (!name.equals("=")) {
            return Optional.empty();
        }
        JsonNode left = comparison.path("lexpr");
        JsonNode right = comparison.path("rexpr");
        return switch (comparison.path("kind").asString("")) {
            case "AEXPR_OP" -> columnOf(left, right).or(() -> columnOf(right, left));
            case "AEXPR_OP_ANY", "AEXPR_IN" -> columnOf(left, right);
            default -> Optional.empty();
        };
    }

    private Optional<String> columnOf(JsonNode side, JsonNode other) {
        String column = ColumnReferences.bareColumn(withoutRelabelling(side));
        return column.isEmpty() || !variesBySession(other) ? Optional.empty() : Optional.of(column);
    }

    /** A varchar column is compared as text, and an index on it serves that: a cast that changes no bits. */
    private JsonNode withoutRelabelling(JsonNode node) {
        JsonNode cast = node.path("TypeCast");
        JsonNode names = cast.path("typeName").path("names");
        boolean text = names.path(names.size() - 1)
                .path("String")
                .path("sval")
                .asString("")
                .equals("text");
        return text && table.isText(ColumnReferences.bareColumn(cast.path("arg"))) ? cast.path("arg") : node;
    }

    private boolean variesBySession(JsonNode side) {
        return ColumnReferences.outside(side).isEmpty() && containsCallOrSelect(side);
    }

    private boolean containsCallOrSelect(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String kind = PolicyExpression.kind(object);
            if (kind.equals("SubLink") || kind.equals("SQLValueFunction") || isCall(object, kind)) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (containsCallOrSelect(child)) {
                return true;
            }
        }
        return false;
    }

    private boolean isCall(ObjectNode object, String kind) {
        return kind.equals("FuncCall") && catalog.of(object.path(kind)).evaluated();
    }
}
