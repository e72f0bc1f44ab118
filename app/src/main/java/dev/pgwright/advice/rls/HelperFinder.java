package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Schema;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.ColumnReferences;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes helper functions for policies that ask a function about a column: {@code is_member(team_id)}, whose text is
 * {@code EXISTS (SELECT FROM m WHERE m.team_id = $1 AND m.user_id = auth.uid())}, becomes a lookup in the set of all
 * {@code m.team_id} of the user. Only for functions with their owner's rights: the set is read with the same rights.
 */
final class HelperFinder {
    private static final Set<String> ARGUMENT_TYPES =
            Set.of("uuid", "integer", "bigint", "smallint", "text", "boolean", "date");

    private final PolicyReader reader;
    private final Snapshot snapshot;

    HelperFinder(PolicyReader reader) {
        this.reader = reader;
        this.snapshot = reader.snapshot();
    }

    /** What takes the place of such a call. */
    Optional<Helpers.Membership> membership(JsonNode node) {
        JsonNode call = node.path("FuncCall");
        JsonNode argument = call.path("args").path(0);
        if (call.path("args").size() != 1 || ColumnReferences.outside(argument).isEmpty()) {
            return Optional.empty();
        }
        List<FunctionReading> called = reader.functions().called(call, List.of());
        if (called.size() != 1
                || !called.get(0).followed()
                || !called.get(0).function().securityDefiner()) {
            return Optional.empty();
        }
        Function function = called.get(0).function();
        String type = function.identityArguments()
                .substring(function.identityArguments().lastIndexOf(' ') + 1);
        if (!ARGUMENT_TYPES.contains(type)
                || function.owner() == null
                || !called.get(0).searchPathFixed()) {
            return Optional.empty();
        }
        return exists(function)
                .flatMap(exists -> SetForm.of(exists, reader.catalog()))
                .filter(set -> set.outer().size() == 1)
                .flatMap(set -> SqlText.statement(set.select()))
                .map(query -> new Helpers.Membership(helper(function, query, type), argument));
    }

    private HelperFunction helper(Function function, String query, String type) {
        return new HelperFunction(
                schema(function),
                free(function),
                query,
                type,
                Objects.requireNonNull(function.owner()),
                callers(function));
    }

    /** All whose policies call the function: one helper serves them all. */
    private List<String> callers(Function function) {
        return reader.all().stream()
                .filter(policy -> policy.conditions().stream()
                        .flatMap(condition -> condition.functions().stream())
                        .anyMatch(called -> called.function().oid() == function.oid()))
                .flatMap(policy -> policy.policy().roles().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** A schema that the API does not serve, where there is one. */
    private String schema(Function function) {
        return snapshot.rows(Facts.SCHEMA).stream()
                .map(Schema::name)
                .filter(name -> name.equals("private"))
                .findFirst()
                .orElse(function.schema());
    }

    private String free(Function function) {
        String name = function.name() + "_set";
        List<String> taken = snapshot.rows(Facts.FUNCTION).stream()
                .filter(other -> other.schema().equals(schema(function)))
                .map(Function::name)
                .toList();
        String free = name.length() > 50 ? name.substring(0, 50) : name;
        while (taken.contains(free)) {
            free = free + "_";
        }
        return free;
    }

    /** The EXISTS that a function's whole text is, with its parameter as a column of nobody's. */
    private Optional<JsonNode> exists(Function function) {
        List<JsonNode> trees = FunctionReader.Bodies.of(function).orElse(List.of());
        if (trees.size() != 1) {
            return Optional.empty();
        }
        JsonNode select = trees.get(0).has("SelectStmt") ? trees.get(0).path("SelectStmt") : trees.get(0);
        JsonNode value = select.path("targetList").path(0).path("ResTarget").path("val");
        boolean whole =
                select.path("targetList").size() == 1 && !select.has("fromClause") && !select.has("whereClause");
        if (!whole || !value.path("SubLink").path("subLinkType").asString("").equals("EXISTS_SUBLINK")) {
            return Optional.empty();
        }
        JsonNode copy = value.deepCopy();
        String parameter = parameter(function);
        return qualify(copy, reader.functions().path(function)) && bind(copy, parameter)
                ? Optional.of(copy)
                : Optional.empty();
    }

    private static String parameter(Function function) {
        int space = function.identityArguments().lastIndexOf(' ');
        return space < 0 ? "" : function.identityArguments().substring(0, space).strip();
    }

    /** The parameter becomes a column of a table that the sub-select does not have; false when it is not used once. */
    private static boolean bind(JsonNode tree, String parameter) {
        int bound = 0;
        List<ObjectNode> places = new ArrayList<>();
        Nodes.walk(tree, (kind, body) -> {
            boolean named =
                    kind.equals("ColumnRef") && Nodes.names(body.path("fields")).equals(List.of(parameter));
            if (named) {
                places.add((ObjectNode) body);
            }
        });
        for (ObjectNode place : places) {
            fields(place, List.of("pgwright_row", parameter));
            bound++;
        }
        for (JsonNode parent : tree.findParents("ParamRef")) {
            ObjectNode column = ((ObjectNode) parent).removeAll().putObject("ColumnRef");
            fields(column, List.of("pgwright_row", "pgwright_value"));
            bound++;
        }
        return bound == 1;
    }

    private static void fields(ObjectNode reference, List<String> names) {
        var fields = reference.putArray("fields");
        names.forEach(name -> fields.addObject().putObject("String").put("sval", name));
    }

    /** Gives every table its schema; false when a column has no qualifier and there are several tables. */
    private boolean qualify(JsonNode tree, List<String> path) {
        List<JsonNode> ranges = Nodes.all(tree, "RangeVar");
        for (JsonNode range : ranges) {
            if (!range.has("schemaname")) {
                String name = range.path("relname").asString("");
                Optional<String> schema = path.stream()
                        .filter(each -> snapshot.relation(each, name).isPresent())
                        .findFirst();
                if (schema.isEmpty()) {
                    return false;
                }
                ((ObjectNode) range).put("schemaname", schema.get());
            }
        }
        if (ranges.size() != 1) {
            return false;
        }
        JsonNode range = ranges.get(0);
        String alias = range.path("alias")
                .path("aliasname")
                .asString(range.path("relname").asString(""));
        Set<String> columns = reader.columns(
                range.path("schemaname").asString(""), range.path("relname").asString(""));
        for (JsonNode reference : Nodes.all(tree, "ColumnRef")) {
            List<String> names = Nodes.names(reference.path("fields"));
            if (names.size() == 1 && columns.contains(names.get(0))) {
                fields((ObjectNode) reference, List.of(alias, names.get(0)));
            }
        }
        return true;
    }
}
