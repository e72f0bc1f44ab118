package dev.pgwright.pgquery.analysis;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Walks expressions and records what stands in them: columns, function calls, sub-queries and parameters. */
final class Expressions {
    private final Session session;

    Expressions(Session session) {
        this.session = session;
    }

    /** A node, a list, or the fields of a node. */
    void walk(JsonNode node, Scope scope, Clause clause) {
        switch (Trees.kind(node)) {
            case "ColumnRef" -> column(node.path("ColumnRef"), scope, clause);
            case "ParamRef" -> parameter(node.path("ParamRef"), "", clause);
            case "FuncCall" -> function(node, scope, clause);
            case "SubLink" -> subLink(node.path("SubLink"), scope, clause);
            case "TypeCast" -> cast(node.path("TypeCast"), scope, clause);
            case "A_Indirection" -> indirection(node, scope, clause);
            case "SelectStmt" -> scope.block.parts.add(session.queries.query(node, scope, QueryBlock.Role.DERIVED));
            default -> Trees.children(node, child -> walk(child, scope, clause));
        }
    }

    private void column(JsonNode reference, Scope scope, Clause clause) {
        List<String> fields = Trees.strings(reference.path("fields"));
        if (fields.size() > 1 || !fields.get(0).equals("*")) {
            session.names.resolve(reference, scope, clause);
        }
    }

    /** {@code (c).email} is the column of {@code c} when {@code c} is no column itself. */
    private void indirection(JsonNode node, Scope scope, Clause clause) {
        JsonNode body = node.path("A_Indirection");
        JsonNode row = body.path("arg").path("ColumnRef");
        String field =
                body.path("indirection").path(0).path("String").path("sval").asString("");
        if (field.isEmpty() || !session.names.resolveField(row, field, scope, clause)) {
            Trees.children(body, child -> walk(child, scope, clause));
        }
    }

    private void parameter(JsonNode parameter, String castTo, Clause clause) {
        int number = parameter.path("number").asInt(0);
        session.parameters.add(new ParameterUse(number, castTo, clause, session.location(parameter)));
    }

    private void cast(JsonNode cast, Scope scope, Clause clause) {
        JsonNode argument = cast.path("arg");
        if (Trees.is(argument, "ParamRef")) {
            List<String> names = Trees.strings(cast.path("typeName").path("names"));
            String type = String.join(
                    ".",
                    names.size() > 1 && names.get(0).equals("pg_catalog") ? names.subList(1, names.size()) : names);
            parameter(argument.path("ParamRef"), type, clause);
        } else {
            walk(argument, scope, clause);
        }
    }

    private void function(JsonNode node, Scope scope, Clause clause) {
        JsonNode call = node.path("FuncCall");
        int before = session.columns.size();
        int position = session.functions.size();
        Trees.children(call, child -> walk(child, scope, clause));
        List<String> name = Trees.strings(call.path("funcname"));
        session.functions.add(
                position,
                new FunctionCall(
                        name.size() > 1 ? name.get(name.size() - 2) : "",
                        name.get(name.size() - 1),
                        call.path("args").size(),
                        call.has("over"),
                        clause,
                        session.columns.size() - before,
                        node,
                        session.location(call)));
    }

    private void subLink(JsonNode link, Scope scope, Clause clause) {
        walk(link.path("testexpr"), scope, clause);
        SubLink.Kind kind = switch (Trees.text(link, "subLinkType")) {
            case "EXISTS_SUBLINK" -> SubLink.Kind.EXISTS;
            case "ANY_SUBLINK" -> SubLink.Kind.ANY;
            case "ALL_SUBLINK" -> SubLink.Kind.ALL;
            case "ARRAY_SUBLINK" -> SubLink.Kind.ARRAY;
            default -> SubLink.Kind.SCALAR;
        };
        int position = session.subLinks.size();
        QueryBlock query = session.queries.query(link.path("subselect"), scope, QueryBlock.Role.SUBLINK);
        SubLink found = new SubLink(kind, query, query.correlated(), clause, session.location(link));
        session.subLinks.add(position, found);
        scope.block.subLinks.add(found);
    }
}
