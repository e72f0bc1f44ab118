package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Functions, JSON_TABLE and XMLTABLE in FROM. All of them may refer to what stands on their left. */
final class FunctionItems {
    private final Session session;

    FunctionItems(Session session) {
        this.session = session;
    }

    private record Shape(String name, List<Source.Column> columns, boolean open) {}

    /** A RangeFunction: one function, or several in ROWS FROM, each with its own column definitions perhaps. */
    Source function(JsonNode item, Scope scope) {
        JsonNode alias = item.path("alias");
        List<Source.Column> columns = new ArrayList<>();
        String name = "";
        boolean open = false;
        boolean single = item.path("functions").size() == 1;
        for (JsonNode function : item.path("functions")) {
            JsonNode parts = function.path("List").path("items");
            session.expressions.walk(parts.path(0), scope, Clause.FROM);
            JsonNode definitions = parts.path(1).path("List").path("items");
            JsonNode typed = definitions.isEmpty() && single ? item.path("coldeflist") : definitions;
            Shape shape = shape(parts.path(0), single ? Trees.text(alias, "aliasname") : "", typed);
            columns.addAll(shape.columns);
            open |= shape.open;
            name = name.isEmpty() ? shape.name : name;
        }
        if (item.path("ordinality").asBoolean(false)) {
            columns.add(column("ordinality"));
        }
        return source(Source.Kind.FUNCTION, item, name, Relations.renamed(columns, alias), open);
    }

    private Shape shape(JsonNode call, String alias, JsonNode definitions) {
        List<String> names = Trees.strings(call.path("FuncCall").path("funcname"));
        String function = names.isEmpty() ? OutputNames.of(call) : names.get(names.size() - 1);
        if (!definitions.isEmpty()) {
            List<Source.Column> columns = new ArrayList<>();
            definitions.forEach(it -> columns.add(column(Trees.text(it.path("ColumnDef"), "colname"))));
            return new Shape(function, columns, false);
        }
        String schema = names.size() > 1 ? names.get(names.size() - 2) : null;
        Optional<List<String>> known = session.catalog.functionColumns(schema, function);
        if (known.isEmpty() && (schema == null || schema.equals("pg_catalog"))) {
            known = BuiltinFunctions.columns(function);
        }
        if (known.isPresent()) {
            return new Shape(
                    function, known.get().stream().map(FunctionItems::column).toList(), false);
        }
        return new Shape(function, List.of(column(alias.isEmpty() ? function : alias)), !names.isEmpty());
    }

    /** {@code JSON_TABLE(context, path COLUMNS (...))}. */
    Source jsonTable(JsonNode item, Scope scope) {
        session.expressions.walk(item.path("context_item"), scope, Clause.FROM);
        session.expressions.walk(item.path("passing"), scope, Clause.FROM);
        List<Source.Column> columns = new ArrayList<>();
        jsonColumns(item.path("columns"), scope, columns);
        return source(
                Source.Kind.JSON_TABLE, item, "json_table", Relations.renamed(columns, item.path("alias")), false);
    }

    /** Nested columns stand in the order of the text, as in the result. */
    private void jsonColumns(JsonNode list, Scope scope, List<Source.Column> columns) {
        for (JsonNode wrapped : list) {
            JsonNode column = wrapped.path("JsonTableColumn");
            if (Trees.text(column, "coltype").equals("JTC_NESTED")) {
                jsonColumns(column.path("columns"), scope, columns);
            } else {
                columns.add(column(Trees.text(column, "name")));
                session.expressions.walk(column.path("on_empty"), scope, Clause.FROM);
                session.expressions.walk(column.path("on_error"), scope, Clause.FROM);
            }
        }
    }

    /** {@code XMLTABLE(rows PASSING document COLUMNS ...)}. */
    Source xmlTable(JsonNode item, Scope scope) {
        for (String field : List.of("docexpr", "rowexpr", "namespaces", "columns")) {
            session.expressions.walk(item.path(field), scope, Clause.FROM);
        }
        List<Source.Column> columns = new ArrayList<>();
        for (JsonNode wrapped : item.path("columns")) {
            columns.add(column(Trees.text(wrapped.path("RangeTableFuncCol"), "colname")));
        }
        return source(Source.Kind.XML_TABLE, item, "xmltable", Relations.renamed(columns, item.path("alias")), false);
    }

    private Source source(Source.Kind kind, JsonNode item, String name, List<Source.Column> columns, boolean open) {
        JsonNode alias = item.path("alias");
        return new Source(
                session.nextSource(),
                kind,
                alias.isMissingNode() ? name : Trees.text(alias, "aliasname"),
                Optional.empty(),
                columns,
                open && !alias.has("colnames"),
                Optional.empty(),
                true,
                session.location(item));
    }

    private static Source.Column column(String name) {
        return new Source.Column(name, List.of());
    }
}
