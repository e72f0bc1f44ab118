package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.analysis.BlockBuilder.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Keys of GROUP BY, ORDER BY and DISTINCT ON. A bare name in ORDER BY means an output column first; in GROUP BY an input
 * column first; a literal integer is a position in the output ({@code findTargetlistEntrySQL92} in parse_clause.c).
 */
final class SortKeys {
    private final Session session;
    private final Scope scope;

    SortKeys(Session session, Scope scope) {
        this.session = session;
        this.scope = scope;
    }

    void groupBy(JsonNode list) {
        for (JsonNode item : list) {
            if (Trees.is(item, "GroupingSet")) {
                groupBy(item.path("GroupingSet").path("content"));
            } else if (Trees.is(item, "List")) {
                groupBy(item.path("List").path("items"));
            } else if (Trees.is(item, "RowExpr")
                    && !Trees.text(item.path("RowExpr"), "row_format").equals("COERCE_EXPLICIT_CALL")) {
                groupBy(item.path("RowExpr").path("args"));
            } else {
                String name = bareName(item);
                boolean input = name != null && !Columns.candidates(name, scope).isEmpty();
                scope.block.groupBy.add(key(item, Clause.GROUP_BY, !input, false, false));
            }
        }
    }

    void distinct(JsonNode list) {
        scope.block.distinct = !list.isEmpty();
        for (JsonNode item : list) {
            if (!Trees.kind(item).isEmpty()) { // plain DISTINCT is a list of one empty node
                scope.block.distinct = false;
                scope.block.distinctOn.add(key(item, Clause.DISTINCT_ON, true, false, false));
            }
        }
    }

    void orderBy(JsonNode list) {
        for (JsonNode wrapped : list) {
            JsonNode sort = wrapped.path("SortBy");
            scope.block.orderBy.add(key(sort.path("node"), Clause.ORDER_BY, true, descending(sort), nullsFirst(sort)));
        }
    }

    /** Behind a set operation or VALUES, only output columns can be named. */
    void orderByNames(JsonNode list) {
        for (JsonNode wrapped : list) {
            JsonNode sort = wrapped.path("SortBy");
            JsonNode node = sort.path("node");
            if (output(node) == null && Trees.is(node, "ColumnRef")) {
                String name =
                        String.join(".", Trees.strings(node.path("ColumnRef").path("fields")));
                session.problem(Problem.Kind.UNKNOWN_COLUMN, name, node.path("ColumnRef"));
            }
            scope.block.orderBy.add(new SortKey(Optional.empty(), List.of(), descending(sort), nullsFirst(sort), node));
        }
    }

    private static boolean descending(JsonNode sort) {
        // USING > is what DESC means for every type of PostgreSQL's own.
        List<String> using = Trees.strings(sort.path("useOp"));
        return Trees.text(sort, "sortby_dir").equals("SORTBY_DESC")
                || (!using.isEmpty() && using.get(using.size() - 1).equals(">"));
    }

    private static boolean nullsFirst(JsonNode sort) {
        return switch (Trees.text(sort, "sortby_nulls")) {
            case "SORTBY_NULLS_FIRST" -> true;
            case "SORTBY_NULLS_LAST" -> false;
            default -> descending(sort);
        };
    }

    private SortKey key(JsonNode node, Clause clause, boolean outputFirst, boolean descending, boolean nullsFirst) {
        Output output = outputFirst ? output(node) : position(node);
        if (output == null) {
            session.expressions.walk(node, scope, clause);
            Operand operand = session.conditions.operand(node);
            Optional<ColumnUse> column = operand.kind() == Operand.Kind.COLUMN
                    ? Optional.of(operand.columns().get(0))
                    : Optional.empty();
            return new SortKey(column, operand.columns(), descending, nullsFirst, node);
        }
        JsonNode meant = output.node();
        if (output.use() != null) {
            return new SortKey(
                    Optional.of(output.use()),
                    List.of(output.use()),
                    descending,
                    nullsFirst,
                    meant == null ? node : meant);
        }
        List<ColumnUse> columns = meant == null ? new ArrayList<>() : session.conditions.columns(meant);
        return new SortKey(Optional.empty(), columns, descending, nullsFirst, meant == null ? node : meant);
    }

    /** The output column that a bare name or a literal integer means. */
    @Nullable
    private Output output(JsonNode node) {
        String name = bareName(node);
        if (name == null) {
            return position(node);
        }
        for (Output output : scope.block.outputs) {
            if (output.name().equals(name)) {
                return output;
            }
        }
        return null;
    }

    @Nullable
    private Output position(JsonNode node) {
        JsonNode constant = node.path("A_Const");
        int position = constant.path("ival").path("ival").asInt(0);
        List<Output> outputs = scope.block.outputs;
        return position >= 1 && position <= outputs.size() ? outputs.get(position - 1) : null;
    }

    @Nullable
    private static String bareName(JsonNode node) {
        List<String> fields = Trees.strings(node.path("ColumnRef").path("fields"));
        return fields.size() == 1 ? fields.get(0) : null;
    }
}
