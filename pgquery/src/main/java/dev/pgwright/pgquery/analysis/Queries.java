package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.analysis.BlockBuilder.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** SELECT in all its forms, and WITH, as PostgreSQL's analyze.c and parse_cte.c treat them. */
final class Queries {
    private final Session session;

    Queries(Session session) {
        this.session = session;
    }

    /** A SelectStmt, InsertStmt, UpdateStmt, DeleteStmt or MergeStmt inside the given scope. */
    QueryBlock query(JsonNode statement, @Nullable Scope outer, QueryBlock.Role role) {
        return build(statement, outer, role).build();
    }

    BlockBuilder build(JsonNode statement, @Nullable Scope outer, QueryBlock.Role role) {
        return build(statement, outer, role, outer == null ? CteScope.NONE : outer.ctes);
    }

    private BlockBuilder build(JsonNode statement, @Nullable Scope outer, QueryBlock.Role role, CteScope ctes) {
        String kind = Trees.kind(statement);
        BlockBuilder block = new BlockBuilder(role, kind);
        JsonNode body = Trees.body(statement);
        Scope scope = with(body.path("withClause"), new Scope(outer, block, ctes, List.of()));
        if (kind.equals("SelectStmt")) {
            select(body, scope);
        } else {
            session.modifications.add(kind, body, scope);
        }
        return block;
    }

    /** The scope with the CTEs of a WITH clause; their blocks become parts. */
    private Scope with(JsonNode with, Scope scope) {
        boolean recursive = with.path("recursive").asBoolean(false);
        Scope current = scope;
        if (recursive) {
            // Each may refer to all of them: the names first, as far as they can be told without looking inside.
            for (JsonNode wrapped : with.path("ctes")) {
                JsonNode cte = wrapped.path("CommonTableExpr");
                current = current.with(current.ctes.plus(Trees.text(cte, "ctename"), declared(cte)));
            }
        }
        for (JsonNode wrapped : with.path("ctes")) {
            JsonNode cte = wrapped.path("CommonTableExpr");
            current = current.with(current.ctes.plus(Trees.text(cte, "ctename"), cte(cte, current, recursive)));
        }
        return current;
    }

    /** What is known of a CTE before its query is analysed. */
    private static CteScope.Shape declared(JsonNode cte) {
        List<String> names = Trees.strings(cte.path("aliascolnames"));
        return new CteScope.Shape(
                names.stream().map(name -> new Source.Column(name, List.of())).toList(), true);
    }

    private CteScope.Shape cte(JsonNode cte, Scope scope, boolean recursive) {
        JsonNode query = cte.path("ctequery");
        JsonNode select = query.path("SelectStmt");
        Scope inside = scope;
        String name = Trees.text(cte, "ctename");
        if (recursive && Trees.text(select, "op").equals("SETOP_UNION")) {
            inside = scope.with(scope.ctes.plus(name, nonRecursive(cte, select, scope)));
        }
        BlockBuilder block = build(query, inside, QueryBlock.Role.CTE);
        scope.block.parts.add(block.build());
        List<Source.Column> columns = named(block.outputColumns(), cte);
        return new CteScope.Shape(withSearchAndCycle(columns, cte), block.openOutput);
    }

    /**
     * What a recursive CTE looks like from inside: the columns of its first arm. The arm is analysed for that in a session
     * of its own, since it is recorded when the whole query is.
     */
    private CteScope.Shape nonRecursive(JsonNode cte, JsonNode select, Scope scope) {
        Session probe = new Session(session.catalog, session.parser, null, session.views);
        BlockBuilder first = new BlockBuilder(QueryBlock.Role.ARM, "SelectStmt");
        Scope place = new Scope(scope.outer, first, scope.ctes, List.of());
        Scope inner = probe.queries.with(select.path("withClause"), place);
        probe.queries.select(select.path("larg"), inner);
        return new CteScope.Shape(withSearchAndCycle(named(first.outputColumns(), cte), cte), first.openOutput);
    }

    private static List<Source.Column> named(List<Source.Column> columns, JsonNode cte) {
        List<String> names = Trees.strings(cte.path("aliascolnames"));
        List<Source.Column> named = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            named.add(
                    i < names.size()
                            ? new Source.Column(names.get(i), columns.get(i).origins())
                            : columns.get(i));
        }
        return named;
    }

    /** SEARCH adds its sequence column, CYCLE its mark and path. */
    private static List<Source.Column> withSearchAndCycle(List<Source.Column> columns, JsonNode cte) {
        List<Source.Column> all = new ArrayList<>(columns);
        JsonNode search = cte.path("search_clause");
        JsonNode cycle = cte.path("cycle_clause");
        for (String name : List.of(
                Trees.text(search, "search_seq_column"),
                Trees.text(cycle, "cycle_mark_column"),
                Trees.text(cycle, "cycle_path_column"))) {
            if (!name.isEmpty()) {
                all.add(new Source.Column(name, List.of()));
            }
        }
        return all;
    }

    private void select(JsonNode body, Scope scope) {
        if (body.has("larg")) {
            setOperation(body, scope);
        } else if (body.has("valuesLists")) {
            values(body, scope);
        } else {
            simple(body, scope);
        }
    }

    private void setOperation(JsonNode body, Scope scope) {
        BlockBuilder left = arm(body.path("larg"), scope);
        BlockBuilder right = arm(body.path("rarg"), scope);
        boolean union = Trees.text(body, "op").equals("SETOP_UNION");
        for (int i = 0; i < left.outputs.size(); i++) {
            Output output = left.outputs.get(i);
            List<BaseColumn> origins = new ArrayList<>(output.origins());
            if (union && i < right.outputs.size()) {
                List<BaseColumn> others = right.outputs.get(i).origins();
                // One arm that computes the column makes the whole of it computed.
                if (origins.isEmpty() || others.isEmpty()) {
                    origins.clear();
                } else {
                    others.stream().filter(it -> !output.origins().contains(it)).forEach(origins::add);
                }
            }
            scope.block.outputs.add(new Output(output.name(), origins, null, null));
        }
        scope.block.openOutput = left.openOutput;
        scope.block.distinct = !body.path("all").asBoolean(false);
        new SortKeys(session, scope).orderByNames(body.path("sortClause"));
        limit(body, scope);
    }

    /** An arm sees the CTEs of the whole, and the levels around it, but none of its neighbours' columns. */
    private BlockBuilder arm(JsonNode body, Scope scope) {
        BlockBuilder block = new BlockBuilder(QueryBlock.Role.ARM, "SelectStmt");
        Scope inside = with(body.path("withClause"), new Scope(scope, block, scope.ctes, List.of()));
        select(body, inside);
        scope.block.parts.add(block.build());
        return block;
    }

    private void values(JsonNode body, Scope scope) {
        int columns = 0;
        for (JsonNode row : body.path("valuesLists")) {
            session.expressions.walk(row, scope, Clause.VALUES);
            columns = Math.max(columns, row.path("List").path("items").size());
        }
        for (int i = 1; i <= columns; i++) {
            scope.block.outputs.add(new Output("column" + i, List.of(), null, null));
        }
        new SortKeys(session, scope).orderByNames(body.path("sortClause"));
        limit(body, scope);
    }

    private void simple(JsonNode body, Scope scope) {
        Scope inside = session.fromItems.addAll(body.path("fromClause"), scope);
        new Outputs(session).add(body.path("targetList"), inside, Clause.OUTPUT);
        session.conditions.add(body.path("whereClause"), inside, Clause.WHERE, JoinCondition.Type.INNER);
        SortKeys keys = new SortKeys(session, inside);
        keys.groupBy(body.path("groupClause"));
        session.conditions.add(body.path("havingClause"), inside, Clause.HAVING, JoinCondition.Type.INNER);
        session.expressions.walk(body.path("windowClause"), inside, Clause.WINDOW);
        keys.distinct(body.path("distinctClause"));
        keys.orderBy(body.path("sortClause"));
        limit(body, inside);
    }

    private void limit(JsonNode body, Scope scope) {
        JsonNode count = body.path("limitCount");
        JsonNode offset = body.path("limitOffset");
        // LIMIT ALL is a null constant.
        if (count.path("A_Const").path("isnull").asBoolean(false)) {
            count = MissingNode.getInstance();
        }
        if (count.isMissingNode() && offset.isMissingNode()) {
            return;
        }
        session.expressions.walk(count, scope, Clause.LIMIT);
        session.expressions.walk(offset, scope, Clause.LIMIT);
        scope.block.limit = new RowLimit(
                literal(count),
                Optional.of(count).filter(node -> !node.isMissingNode()),
                literal(offset),
                Optional.of(offset).filter(node -> !node.isMissingNode()),
                Trees.text(body, "limitOption").equals("LIMIT_OPTION_WITH_TIES"));
    }

    /** Integers beyond 32 bits are kept as text, as in PostgreSQL's scanner. */
    private static OptionalLong literal(JsonNode node) {
        JsonNode constant = node.path("A_Const");
        if (constant.has("ival")) {
            return OptionalLong.of(constant.path("ival").path("ival").asLong(0));
        }
        String digits = constant.path("fval").path("fval").asString("");
        return digits.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
