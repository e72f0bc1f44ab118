package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Statements that are no queries: the queries inside them, the relations that they name, and expressions over the columns
 * of one table (policies, indexes, triggers, rules).
 */
final class Utilities {
    private static final Set<String> QUERIES =
            Set.of("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    private final Session session;

    Utilities(Session session) {
        this.session = session;
    }

    void add(String kind, JsonNode body, Scope scope) {
        switch (kind) {
            case "CreatePolicyStmt", "AlterPolicyStmt" ->
                overTable(body, "table", scope, List.of("qual", "with_check"));
            case "IndexStmt" -> {
                Scope inside = overTable(body, "relation", scope, List.of());
                for (JsonNode element : body.path("indexParams")) {
                    indexed(element.path("IndexElem"), inside);
                }
                body.path("indexIncludingParams").forEach(it -> indexed(it.path("IndexElem"), inside));
                session.conditions.add(body.path("whereClause"), inside, Clause.DEFINITION, JoinCondition.Type.INNER);
            }
            case "CreateTrigStmt" -> versions(body, "whenClause", scope);
            case "RuleStmt" -> {
                Scope inside = versions(body, "whereClause", scope);
                body.path("actions").forEach(action -> walk(action, inside));
            }
            default -> walk(body, scope);
        }
    }

    /** A table that the statement is about, and conditions over its columns. */
    private Scope overTable(JsonNode body, String tableField, Scope scope, List<String> conditions) {
        Relations.Named table = session.tables.stored(body.path(tableField), RelationUse.Access.UTILITY, false);
        scope.block.sources.add(table.source());
        Scope inside = scope.with(List.of(table.namespace()));
        for (String field : conditions) {
            session.conditions.add(body.path(field), inside, Clause.DEFINITION, JoinCondition.Type.INNER);
        }
        return inside;
    }

    private void indexed(JsonNode element, Scope scope) {
        session.expressions.walk(element.path("expr"), scope, Clause.DEFINITION);
        String name = Trees.text(element, "name");
        List<Namespace.Item> items = scope.namespaces.get(0).named(name);
        if (!items.isEmpty()) {
            session.names.use(items.get(0), scope, scope, Clause.DEFINITION, false, session.location(element));
        } else if (!name.isEmpty() && scope.namespaces.get(0).openSources().isEmpty()) {
            session.problem(Problem.Kind.UNKNOWN_COLUMN, name, element);
        }
    }

    /** A condition over {@code OLD} and {@code NEW}. */
    private Scope versions(JsonNode body, String conditionField, Scope scope) {
        Relations.Named table = session.tables.stored(body.path("relation"), RelationUse.Access.UTILITY, false);
        scope.block.sources.add(table.source());
        List<Namespace> versions = new ArrayList<>();
        for (String name : List.of("old", "new")) {
            Source source = new Source(
                    session.nextSource(),
                    Source.Kind.ROW_VERSION,
                    name,
                    table.source().relation(),
                    table.source().columns(),
                    table.source().open(),
                    java.util.Optional.empty(),
                    false,
                    -1);
            versions.add(Namespace.of(source, null).visible(true, false));
        }
        Scope inside = scope.with(versions);
        session.conditions.add(body.path(conditionField), inside, Clause.DEFINITION, JoinCondition.Type.INNER);
        return inside;
    }

    /** Everything else: queries are analysed where they stand, relations are noted, expressions are left alone. */
    private void walk(JsonNode node, Scope scope) {
        String kind = Trees.kind(node);
        if (QUERIES.contains(kind)) {
            scope.block.parts.add(session.queries.query(node, scope, QueryBlock.Role.ROWS));
        } else if (kind.equals("FuncCall")) {
            session.expressions.walk(node.path(kind).path("args"), scope, Clause.DEFINITION);
        } else if (kind.equals("ParamRef")) {
            session.expressions.walk(node, scope, Clause.DEFINITION);
        } else if (node.has("relname") && node.has("relpersistence")) {
            named(node);
        } else {
            Trees.children(node, child -> walk(child, scope));
        }
    }

    private void named(JsonNode range) {
        String schema = range.has("schemaname") ? Trees.text(range, "schemaname") : null;
        String name = Trees.text(range, "relname");
        var known = session.catalog.relation(schema, name);
        RelationName relation =
                known.map(Catalog.Relation::name).orElse(new RelationName(schema == null ? "" : schema, name));
        session.relations.add(new RelationUse(
                relation, known.isPresent(), RelationUse.Access.UTILITY, session.view(), session.location(range)));
    }
}
