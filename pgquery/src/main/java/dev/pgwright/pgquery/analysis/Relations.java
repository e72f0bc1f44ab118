package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a {@link Source} of a relation that a statement names, and follows views. */
final class Relations {
    private final Session session;

    Relations(Session session) {
        this.session = session;
    }

    /** A source with the schema by which its columns can be qualified (null when it has an alias). */
    record Named(Source source, @Nullable String schema) {
        Namespace namespace() {
            return Namespace.of(source, schema);
        }
    }

    /** A RangeVar as a source; a CTE when it has no schema and one of that name is in scope. */
    Named read(JsonNode range, CteScope ctes, boolean lateral) {
        CteScope.Shape cte = range.has("schemaname") ? null : ctes.find(Trees.text(range, "relname"));
        if (cte == null) {
            return stored(range, RelationUse.Access.READ, lateral);
        }
        JsonNode alias = range.path("alias");
        String name = alias.isMissingNode() ? Trees.text(range, "relname") : Trees.text(alias, "aliasname");
        Source source = new Source(
                session.nextSource(),
                Source.Kind.CTE,
                name,
                Optional.empty(),
                renamed(cte.columns(), alias),
                cte.open(),
                Optional.empty(),
                lateral,
                session.location(range));
        return new Named(source, null);
    }

    /** A RangeVar as a stored relation, whatever CTEs there are. */
    Named stored(JsonNode range, RelationUse.Access access, boolean lateral) {
        String schema = range.has("schemaname") ? Trees.text(range, "schemaname") : null;
        String name = Trees.text(range, "relname");
        Optional<Catalog.Relation> known = session.catalog.relation(schema, name);
        RelationName relation =
                known.map(Catalog.Relation::name).orElse(new RelationName(schema == null ? "" : schema, name));
        session.relations.add(
                new RelationUse(relation, known.isPresent(), access, session.view(), session.location(range)));
        if (known.isEmpty()) {
            session.problem(Problem.Kind.UNKNOWN_RELATION, relation.toString(), range);
        }
        Optional<QueryBlock> query = known.flatMap(this::definition);
        JsonNode alias = range.path("alias");
        Source source = new Source(
                session.nextSource(),
                kind(known),
                alias.isMissingNode() ? name : Trees.text(alias, "aliasname"),
                Optional.of(relation),
                renamed(known.map(it -> columns(it, query)).orElse(List.of()), alias),
                known.isEmpty(),
                query,
                lateral,
                session.location(range));
        return new Named(source, alias.isMissingNode() ? relation.schema() : null);
    }

    private static Source.Kind kind(Optional<Catalog.Relation> relation) {
        if (relation.isEmpty()) {
            return Source.Kind.UNKNOWN;
        }
        return relation.get().kind() == Catalog.Relation.Kind.VIEW ? Source.Kind.VIEW : Source.Kind.TABLE;
    }

    private static List<Source.Column> columns(Catalog.Relation relation, Optional<QueryBlock> query) {
        List<Source.Column> columns = new ArrayList<>();
        for (int i = 0; i < relation.columns().size(); i++) {
            String name = relation.columns().get(i);
            List<BaseColumn> origins = List.of(new BaseColumn(relation.name(), name));
            if (query.isPresent()) {
                List<Source.Column> outputs = query.get().outputs();
                origins = i < outputs.size() ? outputs.get(i).origins() : List.of();
            }
            columns.add(new Source.Column(name, origins));
        }
        return columns;
    }

    /** The query of a view; empty for a table, and with a {@link Problem} when it cannot be read. */
    private Optional<QueryBlock> definition(Catalog.Relation relation) {
        if (relation.definition().isEmpty()) {
            return Optional.empty();
        }
        if (session.views.contains(relation.name())) {
            session.problems.add(new Problem(Problem.Kind.VIEW_DEFINITION, relation.name() + " refers to itself", -1));
            return Optional.empty();
        }
        try {
            ParsedSql parsed = session.parser.apply(relation.definition().get());
            List<RelationName> views = new ArrayList<>(session.views);
            views.add(relation.name());
            Session inside = new Session(session.catalog, session.parser, null, views);
            JsonNode statement = parsed.tree().path("stmts").path(0).path("stmt");
            QueryBlock block = inside.queries.query(statement, null, QueryBlock.Role.VIEW);
            session.relations.addAll(inside.relations);
            session.problems.addAll(inside.problems);
            return Optional.of(block);
        } catch (PgQueryException e) {
            String why = relation.name() + ": " + e.getMessage();
            session.problems.add(new Problem(Problem.Kind.VIEW_DEFINITION, why, -1));
            return Optional.empty();
        }
    }

    /** Columns under the names that an alias gives to the first of them. */
    static List<Source.Column> renamed(List<Source.Column> columns, JsonNode alias) {
        List<String> names = Trees.strings(alias.path("colnames"));
        List<Source.Column> renamed = new ArrayList<>();
        for (int i = 0; i < Math.max(columns.size(), names.size()); i++) {
            List<BaseColumn> origins = i < columns.size() ? columns.get(i).origins() : List.of();
            renamed.add(new Source.Column(
                    i < names.size() ? names.get(i) : columns.get(i).name(), origins));
        }
        return renamed;
    }
}
