package dev.pgwright.advice.rls;

import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the policies of a table, and the functions that they call, compare the session with. */
public final class SessionUses {
    private final Snapshot snapshot;
    private final FunctionReader functions;
    private final Map<SessionSource, List<SessionUse.Holder>> columns = new LinkedHashMap<>();
    private final Map<SessionSource, Set<String>> constants = new LinkedHashMap<>();
    private final Set<String> done = new HashSet<>();

    private SessionUses(PolicyReader reader) {
        this.snapshot = reader.snapshot();
        this.functions = reader.functions();
    }

    /** Of all policies that decide about a table; the most compared first. */
    public static List<SessionUse> of(PolicyReader reader, TableName table) {
        SessionUses uses = new SessionUses(reader);
        reader.all().stream()
                .filter(policy -> policy.tableName().equals(table))
                .flatMap(policy -> policy.conditions().stream())
                .forEach(condition -> uses.add(table, condition));
        Set<SessionSource> sources = new LinkedHashSet<>(uses.columns.keySet());
        sources.addAll(uses.constants.keySet());
        return sources.stream()
                .map(source -> new SessionUse(
                        source,
                        uses.columns.getOrDefault(source, List.of()),
                        uses.constants.getOrDefault(source, Set.of())))
                .sorted(Comparator.comparingInt(
                        (SessionUse use) -> -use.columns().size()))
                .toList();
    }

    private void add(TableName table, ConditionReading condition) {
        tree(condition.tree(), table, List.of());
        condition.functions().forEach(this::function);
        condition.subSelects().stream().flatMap(sub -> sub.tables().stream()).forEach(this::innerPolicies);
    }

    /** A sub-select of a policy is held by the policies of what it reads. */
    private void innerPolicies(String table) {
        if (!done.add("table " + table)) {
            return;
        }
        PolicyReader reader = new PolicyReader(snapshot);
        reader.all().stream()
                .filter(policy -> policy.tableName().toString().equals(table))
                .forEach(policy -> policy.conditions().forEach(c -> add(policy.tableName(), c)));
    }

    private void function(FunctionReading reading) {
        if (!done.add(reading.name())) {
            return;
        }
        List<String> path = functions.path(reading.function());
        for (JsonNode tree : FunctionReader.Bodies.of(reading.function()).orElse(List.of())) {
            tree(tree, null, path);
            Nodes.all(tree, "FuncCall")
                    .forEach(call -> functions.called(call, path).forEach(this::function));
        }
    }

    private void tree(JsonNode tree, @Nullable TableName table, List<String> path) {
        SessionSources sources = new SessionSources(call -> values(call, path));
        Scope scope = new Scope(tree, table, path);
        for (JsonNode expression : Nodes.all(tree, "A_Expr")) {
            if (expression.path("kind").asString("").equals("AEXPR_NULLIF")) {
                continue; // it takes a value away, and compares nothing
            }
            JsonNode left = expression.path("lexpr");
            JsonNode right = expression.path("rexpr");
            pair(left, right, scope, sources);
            pair(right, left, scope, sources);
        }
        for (JsonNode link : Nodes.all(tree, "SubLink")) {
            JsonNode target = link.path("subselect")
                    .path("SelectStmt")
                    .path("targetList")
                    .path(0)
                    .path("ResTarget")
                    .path("val");
            pair(link.path("testexpr"), target, scope, sources);
        }
    }

    /** A function that reads tables gives what these hold, not what the session says. */
    private Set<SessionSource> values(JsonNode call, List<String> path) {
        return functions.called(call, path).stream()
                .filter(called -> called.tables().isEmpty())
                .flatMap(called -> called.sources().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void pair(JsonNode session, JsonNode other, Scope scope, SessionSources sources) {
        Optional<SessionSource> source = best(sources.value(session));
        if (source.isEmpty() || !Nodes.all(session, "ColumnRef").isEmpty()) {
            return;
        }
        JsonNode value = Nodes.uncast(other);
        if (value.has("ColumnRef")) {
            scope.holder(value).ifPresent(holder -> {
                List<SessionUse.Holder> known = columns.computeIfAbsent(source.get(), s -> new ArrayList<>());
                if (!known.contains(holder)) {
                    known.add(holder);
                }
            });
            return;
        }
        Stream<JsonNode> values =
                value.has("List") ? value.path("List").path("items").valueStream() : Stream.of(value);
        values.flatMap(each -> Nodes.string(each).stream())
                .forEach(text -> constants
                        .computeIfAbsent(source.get(), s -> new LinkedHashSet<>())
                        .add(text));
    }

    /** Of several settings that are asked in turn, the one that holds JSON. */
    static Optional<SessionSource> best(Set<SessionSource> sources) {
        return sources.stream()
                .max(Comparator.comparing(
                                (SessionSource source) -> !source.path().isEmpty())
                        .thenComparing(source -> source.setting().equals("request.jwt.claims"))
                        .thenComparing(SessionSource::setting));
    }

    /** The tables that a text's columns may be of. */
    private final class Scope {
        private final @Nullable TableName table;
        private final Map<String, TableName> aliases = new LinkedHashMap<>();
        private final Map<String, Set<String>> used = new LinkedHashMap<>();

        private Scope(JsonNode tree, @Nullable TableName table, List<String> path) {
            this.table = table;
            for (JsonNode range : Nodes.all(tree, "RangeVar")) {
                String name = range.path("relname").asString("");
                String alias = range.path("alias").path("aliasname").asString(name);
                Stream<String> schemas = range.has("schemaname")
                        ? Stream.of(range.path("schemaname").asString(""))
                        : path.stream();
                schemas.filter(schema -> snapshot.relation(schema, name).isPresent())
                        .findFirst()
                        .ifPresent(schema -> aliases.put(alias, new TableName(schema, name)));
            }
            Nodes.walk(tree, (kind, body) -> {
                if (kind.equals("ColumnRef")) {
                    List<String> names = Nodes.names(body.path("fields"));
                    String qualifier = names.size() < 2 ? "" : names.get(names.size() - 2);
                    used.computeIfAbsent(qualifier, q -> new LinkedHashSet<>()).add(names.get(names.size() - 1));
                }
            });
        }

        private Optional<SessionUse.Holder> holder(JsonNode reference) {
            String qualifier = Nodes.qualifier(reference);
            String column = Nodes.column(reference);
            TableName found = aliases.get(qualifier);
            if (found == null && qualifier.isEmpty()) {
                found = table != null
                        ? table
                        : aliases.values().stream()
                                .filter(each -> columns(each).contains(column))
                                .findFirst()
                                .orElse(null);
            }
            if (found == null || !columns(found).contains(column)) {
                return Optional.empty();
            }
            Set<String> beside = new LinkedHashSet<>(used.getOrDefault(qualifier, Set.of()));
            beside.retainAll(columns(found));
            beside.remove(column);
            return Optional.of(new SessionUse.Holder(found, column, beside));
        }

        private Set<String> columns(TableName name) {
            Set<String> names = new HashSet<>();
            snapshot.relation(name.schema(), name.name())
                    .ifPresent(relation -> snapshot.columnsOf(relation.oid()).stream()
                            .map(Column::name)
                            .filter(Objects::nonNull)
                            .forEach(names::add));
            return names;
        }
    }
}
