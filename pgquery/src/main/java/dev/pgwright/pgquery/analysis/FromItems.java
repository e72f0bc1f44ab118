package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The entries of FROM clauses as PostgreSQL's parse_clause.c treats them: what each can see, and what each makes visible. */
final class FromItems {
    private final Session session;
    private final FunctionItems functions;

    FromItems(Session session) {
        this.session = session;
        this.functions = new FunctionItems(session);
    }

    /** Adds the entries of a FROM list one after another; each may be lateral to those before it. */
    Scope addAll(JsonNode list, Scope scope) {
        Scope current = scope;
        for (JsonNode item : list) {
            current = current.plus(item(item, current));
        }
        return current;
    }

    /** What one entry makes visible; {@code left} is what a lateral one may refer to. */
    List<Namespace> item(JsonNode item, Scope left) {
        JsonNode body = Trees.body(item);
        return switch (Trees.kind(item)) {
            case "RangeVar" -> {
                Relations.Named named = session.tables.read(body, left.ctes, false);
                left.block.sources.add(named.source());
                yield List.of(named.namespace());
            }
            case "RangeSubselect" -> added(subquery(body, left), left);
            case "RangeFunction" -> added(functions.function(body, left), left);
            case "JsonTable" -> added(functions.jsonTable(body, left), left);
            case "RangeTableFunc" -> added(functions.xmlTable(body, left), left);
            case "RangeTableSample" -> {
                List<Namespace> sampled = item(body.path("relation"), left);
                session.expressions.walk(body.path("args"), left, Clause.FROM);
                session.expressions.walk(body.path("repeatable"), left, Clause.FROM);
                yield sampled;
            }
            case "JoinExpr" -> join(body, left);
            default -> List.of();
        };
    }

    private static List<Namespace> added(Source source, Scope scope) {
        scope.block.sources.add(source);
        return List.of(Namespace.of(source, null));
    }

    private Source subquery(JsonNode body, Scope left) {
        boolean lateral = body.path("lateral").asBoolean(false);
        Scope around = lateral ? left : left.with(List.of());
        BlockBuilder built = session.queries.build(body.path("subquery"), around, QueryBlock.Role.DERIVED);
        QueryBlock query = built.build();
        left.block.parts.add(query);
        JsonNode alias = body.path("alias");
        boolean values = body.path("subquery").path("SelectStmt").has("valuesLists");
        return new Source(
                session.nextSource(),
                values ? Source.Kind.VALUES : Source.Kind.SUBQUERY,
                Trees.text(alias, "aliasname"),
                Optional.empty(),
                Relations.renamed(query.outputs(), alias),
                built.openOutput,
                Optional.of(query),
                lateral,
                session.location(alias));
    }

    private List<Namespace> join(JsonNode join, Scope scope) {
        List<Namespace> left = item(join.path("larg"), scope);
        List<Namespace> right = item(join.path("rarg"), scope.plus(left));
        JoinCondition.Type type = switch (Trees.text(join, "jointype")) {
            case "JOIN_LEFT" -> JoinCondition.Type.LEFT;
            case "JOIN_RIGHT" -> JoinCondition.Type.RIGHT;
            case "JOIN_FULL" -> JoinCondition.Type.FULL;
            default -> JoinCondition.Type.INNER;
        };
        List<Namespace> both = new ArrayList<>(left);
        both.addAll(right);
        session.conditions.add(join.path("quals"), scope.with(both), Clause.JOIN, type);
        Merge merge = new Merge(columns(left), columns(right), type);
        List<String> using =
                join.path("isNatural").asBoolean(false) ? merge.common() : Trees.strings(join.path("usingClause"));
        List<Namespace.Item> merged = new ArrayList<>();
        for (String name : using) {
            Namespace.Item item = merge(name, left, right, merge, scope, join);
            if (item != null) {
                merged.add(item);
            }
        }
        return visible(join, both, merge.with(merged), merged);
    }

    /** Columns of an arm that are found without a qualifier. */
    private static List<Namespace.Item> columns(List<Namespace> arm) {
        List<Namespace.Item> items = new ArrayList<>();
        arm.stream().filter(Namespace::unqualified).forEach(it -> items.addAll(it.columns()));
        return items;
    }

    /** The column lists of the two arms of a join. */
    private record Merge(List<Namespace.Item> left, List<Namespace.Item> right, JoinCondition.Type type) {
        /** For NATURAL: names on both sides, in the order of the left one. */
        List<String> common() {
            Set<String> names = new LinkedHashSet<>();
            left.forEach(item -> names.add(item.name()));
            Set<String> others = new LinkedHashSet<>();
            right.forEach(item -> others.add(item.name()));
            names.retainAll(others);
            return List.copyOf(names);
        }

        /** The merged columns first, then the rest of either side. */
        List<Namespace.Item> with(List<Namespace.Item> merged) {
            Set<String> names = new LinkedHashSet<>();
            merged.forEach(item -> names.add(item.name()));
            List<Namespace.Item> all = new ArrayList<>(merged);
            left.stream().filter(item -> !names.contains(item.name())).forEach(all::add);
            right.stream().filter(item -> !names.contains(item.name())).forEach(all::add);
            return all;
        }
    }

    /** One column of USING: a join condition, and a column that stands for both. */
    private Namespace.@Nullable Item merge(
            String name, List<Namespace> left, List<Namespace> right, Merge merge, Scope scope, JsonNode join) {
        ColumnUse leftUse = side(name, left, scope, join);
        ColumnUse rightUse = side(name, right, scope, join);
        if (leftUse == null || rightUse == null) {
            return null;
        }
        scope.block.joins.add(new JoinCondition(leftUse, "=", rightUse, merge.type, session.location(join)));
        ColumnUse shown = merge.type == JoinCondition.Type.RIGHT ? rightUse : leftUse;
        List<BaseColumn> origins = new ArrayList<>(shown.origins());
        if (merge.type == JoinCondition.Type.FULL) {
            origins.addAll(rightUse.origins());
        }
        return new Namespace.Item(name, shown.source(), shown.column(), origins);
    }

    @Nullable
    private ColumnUse side(String name, List<Namespace> arm, Scope scope, JsonNode join) {
        Scope place = scope.with(arm);
        List<Namespace.Item> found = Columns.candidates(name, place);
        if (found.isEmpty()) {
            Set<Source> open = new LinkedHashSet<>();
            arm.stream().filter(Namespace::unqualified).forEach(it -> open.addAll(it.openSources()));
            if (open.size() == 1) {
                Source source = open.iterator().next();
                List<BaseColumn> origins = source.relation()
                        .map(relation -> List.of(new BaseColumn(relation, name)))
                        .orElse(List.of());
                found = List.of(new Namespace.Item(name, source, name, origins));
            }
        }
        if (found.size() != 1) {
            Problem.Kind kind = found.isEmpty() ? Problem.Kind.UNKNOWN_COLUMN : Problem.Kind.AMBIGUOUS_COLUMN;
            session.problem(kind, name, join);
            return null;
        }
        return session.names.use(found.get(0), place, place, Clause.JOIN, false, session.location(join));
    }

    /**
     * Without an alias the arms stay usable as qualifiers and the join gives the columns; with one the arms are hidden.
     * An alias of USING names the merged columns only.
     */
    private static List<Namespace> visible(
            JsonNode join, List<Namespace> arms, List<Namespace.Item> columns, List<Namespace.Item> merged) {
        List<Source> open = new ArrayList<>();
        arms.stream().filter(Namespace::unqualified).forEach(it -> open.addAll(it.openSources()));
        List<Namespace> visible = new ArrayList<>();
        JsonNode using = join.path("join_using_alias");
        if (!using.isMissingNode()) {
            visible.add(new Namespace(Trees.text(using, "aliasname"), null, merged, List.of(), true, false, null));
        }
        JsonNode alias = join.path("alias");
        if (alias.isMissingNode()) {
            arms.forEach(arm -> visible.add(arm.visible(arm.qualified(), false)));
            visible.add(new Namespace(null, null, columns, open, false, true, null));
            return visible;
        }
        List<String> names = Trees.strings(alias.path("colnames"));
        List<Namespace.Item> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            renamed.add(i < names.size() ? columns.get(i).renamed(names.get(i)) : columns.get(i));
        }
        visible.add(new Namespace(Trees.text(alias, "aliasname"), null, renamed, open, true, true, null));
        return visible;
    }
}
