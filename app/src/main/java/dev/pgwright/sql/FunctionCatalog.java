package dev.pgwright.sql;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Function.Volatility;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the functions called in an expression promise: the user's by the snapshot, the built-in ones by a list. */
public final class FunctionCatalog {
    /**
     * They return a variable that the transaction or the statement already has, so there is nothing to save, and the
     * planner estimates a comparison with them by their value, which a sub-select would hide from it.
     */
    private static final Set<String> CLOCKS = Set.of("now", "transaction_timestamp", "statement_timestamp");

    private final Map<String, List<Function>> functions;

    public FunctionCatalog(Snapshot snapshot) {
        this.functions = new HashMap<>(snapshot.rows(Facts.FUNCTION).stream()
                .collect(Collectors.groupingBy(function -> function.schema() + "." + function.name())));
    }

    /**
     * A called function.
     *
     * @param name qualified, unless built in
     * @param builtIn one of PostgreSQL's own
     * @param aggregate its value belongs to a set of rows
     * @param evaluated whether calling it again and again costs something that calling it once would save
     * @param result type of what it returns, when the snapshot knows it and there is one function of that name
     */
    record Called(
            String name,
            boolean builtIn,
            boolean aggregate,
            boolean evaluated,
            Volatility volatility,
            Optional<String> result) {}

    /**
     * What functions of that name promise, the least that any of them does: which one a call means depends on types.
     *
     * @param schema as written; empty when there is none, and then one in any schema counts
     */
    public Volatility volatility(String schema, String name) {
        List<Function> users = functions.values().stream()
                .flatMap(List::stream)
                .filter(function -> function.name().equals(name)
                        && (schema.isEmpty() || function.schema().equals(schema)))
                .toList();
        boolean builtIn = schema.isEmpty() || schema.equals("pg_catalog");
        Volatility least = builtIn ? BuiltinFunctions.volatility(name) : Volatility.IMMUTABLE;
        if (users.isEmpty() && !builtIn) {
            return Volatility.VOLATILE; // unknown: promise nothing
        }
        return users.stream()
                .map(Function::volatility)
                .filter(each -> each.compareTo(least) > 0)
                .max(Comparator.naturalOrder())
                .orElse(least);
    }

    /** Whether a built-in aggregate or window function has that name. */
    public static boolean isBuiltInAggregate(String name) {
        return BuiltinFunctions.isAggregate(name);
    }

    /** The function of a FuncCall node. */
    Called of(JsonNode call) {
        List<String> parts = new ArrayList<>();
        call.path("funcname")
                .forEach(part -> parts.add(part.path("String").path("sval").asString("")));
        String name = parts.get(parts.size() - 1);
        if (parts.size() == 1 || parts.get(0).equals("pg_catalog")) {
            return builtIn(name, call);
        }
        String qualified = String.join(".", parts);
        List<Function> overloads = functions.getOrDefault(qualified, List.of());
        Volatility volatility = overloads.stream()
                .map(Function::volatility)
                .max(Comparator.naturalOrder())
                .orElse(Volatility.VOLATILE); // unknown: promise nothing
        boolean aggregate = overloads.stream()
                .anyMatch(f -> f.kind() == Function.Kind.AGGREGATE || f.kind() == Function.Kind.WINDOW);
        Optional<String> result =
                overloads.size() == 1 ? Optional.ofNullable(overloads.get(0).result()) : Optional.empty();
        return new Called(
                qualified, false, aggregate, volatility != Volatility.IMMUTABLE && !aggregate, volatility, result);
    }

    private static Called builtIn(String name, JsonNode call) {
        boolean aggregate = BuiltinFunctions.isAggregate(name)
                || call.path("agg_star").asBoolean(false)
                || call.path("agg_distinct").asBoolean(false)
                || call.has("over");
        Volatility volatility = BuiltinFunctions.volatility(name);
        boolean evaluated = volatility != Volatility.IMMUTABLE && !aggregate && !CLOCKS.contains(name);
        return new Called(name, true, aggregate, evaluated, volatility, Optional.empty());
    }
}
