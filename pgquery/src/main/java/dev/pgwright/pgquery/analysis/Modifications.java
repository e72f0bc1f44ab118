package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** INSERT, UPDATE, DELETE and MERGE as PostgreSQL's analyze.c and parse_merge.c treat them. */
final class Modifications {
    private final Session session;

    Modifications(Session session) {
        this.session = session;
    }

    void add(String kind, JsonNode body, Scope scope) {
        switch (kind) {
            case "InsertStmt" -> insert(body, scope);
            case "UpdateStmt" -> update(body, scope);
            case "DeleteStmt" -> delete(body, scope);
            case "MergeStmt" -> merge(body, scope);
            default -> throw new IllegalStateException("no query: " + kind);
        }
    }

    private Namespace target(JsonNode body, RelationUse.Access access, Scope scope) {
        // A CTE cannot be written to, so it is not looked for.
        Relations.Named target = session.tables.stored(body.path("relation"), access, false);
        scope.block.sources.add(target.source());
        return target.namespace();
    }

    private void insert(JsonNode body, Scope scope) {
        Namespace target = target(body, RelationUse.Access.INSERT, scope);
        Scope onTarget = scope.with(List.of(target));
        int values = -1;
        if (body.has("selectStmt")) {
            BlockBuilder rows = session.queries.build(body.path("selectStmt"), scope, QueryBlock.Role.ROWS);
            scope.block.parts.add(rows.build());
            values = rows.openOutput ? -1 : rows.outputs.size();
        }
        if (body.has("cols")) {
            body.path("cols").forEach(column -> assigned(column.path("ResTarget"), target, onTarget));
        } else if (values != 0 && body.has("selectStmt")) {
            List<Namespace.Item> columns = target.columns();
            int count = values < 0 ? columns.size() : Math.min(values, columns.size());
            for (Namespace.Item item : columns.subList(0, count)) {
                session.names.use(item, onTarget, onTarget, Clause.TARGET, true, -1);
            }
        }
        conflict(body.path("onConflictClause"), target, onTarget);
        returning(body, List.of(target), target, scope);
    }

    private void conflict(JsonNode clause, Namespace target, Scope onTarget) {
        if (clause.isMissingNode()) {
            return;
        }
        JsonNode infer = clause.path("infer");
        for (JsonNode wrapped : infer.path("indexElems")) {
            JsonNode element = wrapped.path("IndexElem");
            session.expressions.walk(element.path("expr"), onTarget, Clause.CONFLICT);
            if (element.has("name")) {
                written(Trees.text(element, "name"), target, onTarget, Clause.CONFLICT, element);
            }
        }
        session.conditions.add(infer.path("whereClause"), onTarget, Clause.CONFLICT, JoinCondition.Type.INNER);
        Namespace excluded = version(target, "excluded", Source.Kind.EXCLUDED);
        Scope both = onTarget.with(List.of(target, excluded));
        assignments(clause.path("targetList"), target, both);
        session.conditions.add(clause.path("whereClause"), both, Clause.WHERE, JoinCondition.Type.INNER);
    }

    /** {@code excluded}, or {@code old} and {@code new} of RETURNING: the target's columns under another name. */
    private Namespace version(Namespace target, String name, Source.Kind kind) {
        List<Source.Column> columns = new ArrayList<>();
        boolean stored = kind == Source.Kind.ROW_VERSION;
        target.columns()
                .forEach(item -> columns.add(new Source.Column(item.name(), stored ? item.origins() : List.of())));
        Source row = java.util.Objects.requireNonNull(target.row());
        return Namespace.of(
                new Source(
                        session.nextSource(),
                        kind,
                        name,
                        row.relation(),
                        columns,
                        row.open(),
                        Optional.empty(),
                        false,
                        -1),
                null);
    }

    private void update(JsonNode body, Scope scope) {
        Namespace target = target(body, RelationUse.Access.UPDATE, scope);
        // FROM cannot refer to the target, not even laterally.
        Scope from = session.fromItems.addAll(body.path("fromClause"), scope);
        List<Namespace> all = new ArrayList<>(List.of(target));
        all.addAll(from.namespaces);
        Scope inside = scope.with(all);
        assignments(body.path("targetList"), target, inside);
        session.conditions.add(body.path("whereClause"), inside, Clause.WHERE, JoinCondition.Type.INNER);
        returning(body, all, target, scope);
    }

    private void delete(JsonNode body, Scope scope) {
        Namespace target = target(body, RelationUse.Access.DELETE, scope);
        Scope using = session.fromItems.addAll(body.path("usingClause"), scope);
        List<Namespace> all = new ArrayList<>(List.of(target));
        all.addAll(using.namespaces);
        session.conditions.add(body.path("whereClause"), scope.with(all), Clause.WHERE, JoinCondition.Type.INNER);
        returning(body, all, target, scope);
    }

    private void merge(JsonNode body, Scope scope) {
        Namespace target = target(body, RelationUse.Access.MERGE, scope);
        List<Namespace> source = session.fromItems.item(body.path("sourceRelation"), scope);
        List<Namespace> all = new ArrayList<>(List.of(target));
        all.addAll(source);
        Scope both = scope.with(all);
        session.conditions.add(body.path("joinCondition"), both, Clause.JOIN, JoinCondition.Type.INNER);
        for (JsonNode wrapped : body.path("mergeWhenClauses")) {
            JsonNode when = wrapped.path("MergeWhenClause");
            // Without a match on one side, only the other side's row is there.
            Scope visible = switch (Trees.text(when, "matchKind")) {
                case "MERGE_WHEN_NOT_MATCHED_BY_TARGET" -> scope.with(source);
                case "MERGE_WHEN_NOT_MATCHED_BY_SOURCE" -> scope.with(List.of(target));
                default -> both;
            };
            session.conditions.add(when.path("condition"), visible, Clause.WHEN, JoinCondition.Type.INNER);
            if (Trees.text(when, "commandType").equals("CMD_INSERT")) {
                Scope onTarget = scope.with(List.of(target));
                when.path("targetList").forEach(it -> assigned(it.path("ResTarget"), target, onTarget));
                session.expressions.walk(when.path("values"), visible, Clause.VALUES);
            } else {
                assignments(when.path("targetList"), target, visible);
            }
        }
        returning(body, all, target, scope);
    }

    private void assignments(JsonNode targets, Namespace target, Scope scope) {
        for (JsonNode wrapped : targets) {
            JsonNode assignment = wrapped.path("ResTarget");
            assigned(assignment, target, scope);
            JsonNode value = assignment.path("val");
            JsonNode multiple = value.path("MultiAssignRef");
            // (a, b) = (...) holds its right side once for every column.
            if (multiple.isMissingNode()) {
                session.expressions.walk(value, scope, Clause.SET);
            } else if (multiple.path("colno").asInt(0) == 1) {
                session.expressions.walk(multiple.path("source"), scope, Clause.SET);
            }
        }
    }

    private void assigned(JsonNode assignment, Namespace target, Scope scope) {
        written(Trees.text(assignment, "name"), target, scope, Clause.TARGET, assignment);
        session.expressions.walk(assignment.path("indirection"), scope, Clause.SET);
    }

    /** A column of the target named without an expression, which is never looked for elsewhere. */
    private void written(String name, Namespace target, Scope scope, Clause clause, JsonNode body) {
        List<Namespace.Item> items = target.named(name);
        Source row = java.util.Objects.requireNonNull(target.row());
        if (items.isEmpty() && row.open() && row.relation().isPresent()) {
            List<BaseColumn> origins = List.of(new BaseColumn(row.relation().get(), name));
            items = List.of(new Namespace.Item(name, row, name, origins));
        }
        if (items.isEmpty()) {
            session.problem(Problem.Kind.UNKNOWN_COLUMN, name, body);
        } else {
            session.names.use(items.get(0), scope, scope, clause, false, session.location(body));
        }
    }

    /**
     * PostgreSQL 18 has a {@code returningClause} with names for the old and the new row, 17 a plain list. The default
     * names are offered for both, behind everything else that may be called so.
     */
    private void returning(JsonNode body, List<Namespace> visible, Namespace target, Scope scope) {
        JsonNode clause = body.path("returningClause");
        JsonNode list = clause.isMissingNode() ? body.path("returningList") : clause.path("exprs");
        if (list.isEmpty()) {
            return;
        }
        String old = "old";
        String fresh = "new";
        for (JsonNode wrapped : clause.path("options")) {
            JsonNode option = wrapped.path("ReturningOption");
            boolean isOld = Trees.text(option, "option").equals("RETURNING_OPTION_OLD");
            old = isOld ? Trees.text(option, "value") : old;
            fresh = isOld ? fresh : Trees.text(option, "value");
        }
        List<Namespace> all = new ArrayList<>(visible);
        all.add(version(target, old, Source.Kind.ROW_VERSION).visible(true, false));
        all.add(version(target, fresh, Source.Kind.ROW_VERSION).visible(true, false));
        new Outputs(session).add(list, scope.with(all), Clause.RETURNING);
    }
}
