package dev.pgwright.sql;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.pgquery.analysis.RelationName;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.DataType;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Columns of the user's functions when they are called in FROM: those of RETURNS TABLE and of OUT parameters, or of the
 * table, view or composite type that they return. All are read at once, since a catalog must not call the parser later.
 */
final class FunctionColumns {
    private static final Set<String> OUTPUT_MODES = Set.of("FUNC_PARAM_TABLE", "FUNC_PARAM_OUT", "FUNC_PARAM_INOUT");
    private static final Set<String> NEVER_IN_FROM = Set.of("trigger", "event_trigger", "void");

    private final Snapshot snapshot;
    private final Map<RelationName, List<String>> types = new HashMap<>();
    /** For each name one entry for each shape of its overloads; an empty list stands for a scalar. */
    private final Map<RelationName, Set<List<String>>> shapes = new HashMap<>();

    FunctionColumns(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (DataType type : snapshot.rows(Facts.DATA_TYPE)) {
            if (type.kind() == DataType.Kind.COMPOSITE) {
                List<String> names =
                        type.attributes().stream().map(DataType.Attribute::name).toList();
                types.put(new RelationName(type.schema(), type.name()), names);
            }
        }
        snapshot.rows(Facts.FUNCTION).stream()
                .filter(FunctionColumns::mayStandInFrom)
                .forEach(function -> shapes.computeIfAbsent(
                                new RelationName(function.schema(), function.name()), name -> new HashSet<>())
                        .add(read(function)));
    }

    private static boolean mayStandInFrom(Function function) {
        return function.kind() == Function.Kind.FUNCTION
                && function.result() != null
                && !NEVER_IN_FROM.contains(function.result());
    }

    /** The columns of the functions of that name in these schemas; empty unless all of them have the same. */
    Optional<List<String>> in(List<String> schemas, String name) {
        Set<List<String>> found = new HashSet<>();
        for (String schema : schemas) {
            found.addAll(shapes.getOrDefault(new RelationName(schema, name), Set.of()));
        }
        return found.size() == 1
                ? found.stream().filter(columns -> !columns.isEmpty()).findFirst()
                : Optional.empty();
    }

    private List<String> read(Function function) {
        if (function.extension() != null && !function.returnsSet() && !"record".equals(function.result())) {
            return List.of(); // an extension may have hundreds, nearly all of them scalar
        }
        JsonNode statement;
        try {
            ParsedSql parsed = SqlText.parser()
                    .parse("CREATE FUNCTION f(" + function.arguments() + ") RETURNS " + function.result());
            statement = parsed.statements().get(0).node();
        } catch (PgQueryException e) {
            return List.of();
        }
        List<String> outputs = outputs(statement.path("parameters"));
        return outputs.isEmpty() ? ofType(statement.path("returnType")) : outputs;
    }

    /** An unnamed one is called by its number among the outputs (build_function_result_tupdesc_d in funcapi.c). */
    private static List<String> outputs(JsonNode parameters) {
        List<String> names = new ArrayList<>();
        boolean named = false;
        for (JsonNode each : parameters) {
            JsonNode parameter = each.path("FunctionParameter");
            if (OUTPUT_MODES.contains(parameter.path("mode").asString(""))) {
                String name = parameter.path("name").asString("");
                named |= !name.isEmpty();
                names.add(name.isEmpty() ? "column" + (names.size() + 1) : name);
            }
        }
        return names.size() == 1 && !named ? List.of() : names;
    }

    /** Type names in a snapshot have their schema unless they are PostgreSQL's own. */
    private List<String> ofType(JsonNode type) {
        JsonNode names = type.path("names");
        if (names.size() != 2 || type.has("arrayBounds")) {
            return List.of();
        }
        RelationName name = new RelationName(text(names.path(0)), text(names.path(1)));
        return snapshot.relation(name.schema(), name.name())
                .map(relation -> snapshot.columnsOf(relation.oid()).stream()
                        .map(Column::name)
                        .toList())
                .orElseGet(() -> types.getOrDefault(name, List.of()));
    }

    private static String text(JsonNode string) {
        return string.path("String").path("sval").asString("");
    }
}
