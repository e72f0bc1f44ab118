package dev.pgwright.advice.rls;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Function.Volatility;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.sql.SearchPath;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads functions through their bodies: what they depend on, read and write, and what that makes of their label. */
final class FunctionReader {
    private static final Set<String> WRITES = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");
    /** What PL/pgSQL runs as text that only the moment of the call knows. */
    private static final Set<String> DYNAMIC = Set.of("PLpgSQL_stmt_dynexecute", "PLpgSQL_stmt_dynfors");

    private final Snapshot snapshot;
    private final Map<String, List<Function>> byName;
    private final FunctionCatalog builtIn;
    private final Map<Long, FunctionReading> done = new HashMap<>();
    private final Set<Long> open = new HashSet<>();

    FunctionReader(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.byName = snapshot.rows(Facts.FUNCTION).stream()
                .filter(function -> function.kind() == Function.Kind.FUNCTION)
                .collect(Collectors.groupingBy(Function::name));
        this.builtIn = new FunctionCatalog(snapshot);
    }

    /** The snapshot with labels that its functions' texts keep: what only reads is STABLE, whatever it is called. */
    Snapshot truthful() {
        List<Function> functions = snapshot.rows(Facts.FUNCTION).stream()
                .map(function -> of(function).labelledTooWeakly() ? stable(function) : function)
                .toList();
        return snapshot.with(Facts.FUNCTION, functions);
    }

    private static Function stable(Function f) {
        return new Function(
                f.oid(),
                f.schema(),
                f.name(),
                f.kind(),
                f.identityArguments(),
                f.arguments(),
                f.result(),
                f.language(),
                Volatility.STABLE,
                f.parallel(),
                f.strict(),
                f.securityDefiner(),
                f.leakproof(),
                f.returnsSet(),
                f.cost(),
                f.rows(),
                f.config(),
                f.owner(),
                f.extension(),
                f.body(),
                f.sqlBody(),
                f.locked());
    }

    /** The user's functions that a FuncCall may mean: those of the name, in the schema or on the path. */
    List<FunctionReading> called(JsonNode call, List<String> path) {
        List<String> names = Nodes.names(call.path("funcname"));
        String name = names.get(names.size() - 1);
        List<Function> known = byName.getOrDefault(name, List.of());
        List<String> schemas = names.size() > 1 ? List.of(names.get(names.size() - 2)) : path;
        int arguments = call.path("args").size();
        return schemas.stream()
                .map(schema -> known.stream()
                        .filter(function -> function.schema().equals(schema))
                        .filter(function -> known.size() == 1 || takes(function, arguments))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(this::of)
                .toList();
    }

    private static boolean takes(Function function, int arguments) {
        int all = function.identityArguments().isBlank()
                ? 0
                : function.identityArguments().split(",", -1).length;
        return arguments == all || (arguments < all && function.arguments().contains("DEFAULT"));
    }

    /** What is known of a function. */
    FunctionReading of(Function function) {
        FunctionReading known = done.get(function.oid());
        if (known != null) {
            return known;
        }
        if (!open.add(function.oid())) { // it calls itself: what the rest of it does decides
            return new FunctionReading(function, true, Volatility.IMMUTABLE, false, Set.of(), Set.of());
        }
        FunctionReading read = Bodies.of(function)
                .map(trees -> read(function, trees))
                .orElseGet(
                        () -> new FunctionReading(function, false, function.volatility(), false, Set.of(), Set.of()));
        open.remove(function.oid());
        done.put(function.oid(), read);
        return read;
    }

    private FunctionReading read(Function function, List<JsonNode> trees) {
        List<String> path = path(function);
        boolean followed = true;
        boolean writes = false;
        Volatility worst = Volatility.IMMUTABLE;
        Set<String> tables = new LinkedHashSet<>();
        for (JsonNode tree : trees) {
            tables(tree, path).forEach(tables::add);
            writes |= WRITES.stream().anyMatch(kind -> !Nodes.all(tree, kind).isEmpty());
            for (JsonNode call : Nodes.all(tree, "FuncCall")) {
                List<FunctionReading> callees = called(call, path);
                followed &= callees.stream().allMatch(FunctionReading::followed);
                writes |= callees.stream().anyMatch(FunctionReading::writes);
                callees.forEach(callee -> tables.addAll(callee.tables()));
                worst = worse(worst, callees.isEmpty() ? volatility(call) : worst(callees));
            }
            if (!Nodes.all(tree, "SQLValueFunction").isEmpty() || !tables.isEmpty()) {
                worst = worse(worst, Volatility.STABLE);
            }
        }
        if (writes || trees.stream().anyMatch(FunctionReader::isDynamic)) {
            worst = Volatility.VOLATILE;
        }
        SessionSources sources = new SessionSources(call -> sources(call, path));
        Set<SessionSource> found =
                trees.stream().flatMap(tree -> sources.in(tree).stream()).collect(Collectors.toSet());
        return new FunctionReading(
                function, followed, followed ? worst : worse(worst, function.volatility()), writes, tables, found);
    }

    private static boolean isDynamic(JsonNode tree) {
        return DYNAMIC.stream().anyMatch(tree::has);
    }

    private Volatility volatility(JsonNode call) {
        List<String> names = Nodes.names(call.path("funcname"));
        return builtIn.volatility(names.size() > 1 ? names.get(names.size() - 2) : "", names.get(names.size() - 1));
    }

    private static Volatility worst(List<FunctionReading> callees) {
        return callees.stream().map(FunctionReading::effective).reduce(Volatility.IMMUTABLE, FunctionReader::worse);
    }

    private static Volatility worse(Volatility one, Volatility other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What a call takes from the session: that of the functions it may mean. */
    Set<SessionSource> sources(JsonNode call, List<String> path) {
        return called(call, path).stream()
                .flatMap(callee -> callee.sources().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Schemas in which the names of a function's body are looked for. */
    List<String> path(Function function) {
        String owner = Objects.requireNonNullElse(function.owner(), "");
        return function.config().stream()
                .filter(setting -> setting.startsWith("search_path="))
                .map(setting -> SearchPath.parse(setting.substring("search_path=".length()), owner))
                .findFirst()
                .orElseGet(() -> SearchPath.of(snapshot, owner));
    }

    /** The tables and views that a tree names, as {@code schema.name}. */
    List<String> tables(JsonNode tree, List<String> path) {
        List<String> found = new ArrayList<>();
        for (JsonNode range : Nodes.all(tree, "RangeVar")) {
            String name = range.path("relname").asString("");
            Stream<String> schemas =
                    range.has("schemaname") ? Stream.of(range.path("schemaname").asString("")) : path.stream();
            schemas.filter(schema -> snapshot.relation(schema, name).isPresent())
                    .findFirst()
                    .ifPresent(schema -> found.add(schema + "." + name));
        }
        return found;
    }

    /** The statements and expressions of a function's body. */
    static final class Bodies {
        private Bodies() {}

        /** None when the body is not there, in another language, or not understood. */
        static Optional<List<JsonNode>> of(Function function) {
            String body = function.body();
            if (body == null || function.locked()) {
                return Optional.empty();
            }
            try {
                return switch (function.language()) {
                    case "sql" -> Optional.of(sql(function, body));
                    case "plpgsql" -> plPgSql(function, body);
                    default -> Optional.empty();
                };
            } catch (PgQueryException e) {
                return Optional.empty();
            }
        }

        private static List<JsonNode> sql(Function function, String body) {
            String text = function.sqlBody() ? "CREATE FUNCTION f() RETURNS int LANGUAGE sql " + body : body;
            return SqlText.parser().parse(text).statements().stream()
                    .map(ParsedSql.Statement::node)
                    .toList();
        }

        private static Optional<List<JsonNode>> plPgSql(Function function, String body) {
            JsonNode functions = SqlText.parser()
                    .parsePlPgSql("CREATE FUNCTION f(" + function.arguments() + ") RETURNS "
                            + Objects.requireNonNullElse(function.result(), "void") + " LANGUAGE plpgsql AS "
                            + Identifiers.literal(body));
            List<JsonNode> trees = new ArrayList<>();
            for (JsonNode dynamic : functions) {
                DYNAMIC.forEach(kind -> trees.addAll(dynamic.findParents(kind)));
            }
            for (JsonNode expression : Nodes.all(functions, "PLpgSQL_expr")) {
                Optional<JsonNode> tree = tree(expression.path("query").asString(""));
                if (tree.isEmpty()) {
                    return Optional.empty();
                }
                trees.add(tree.get());
            }
            return Optional.of(trees);
        }

        /** A statement, an expression, or the right side of an assignment. */
        private static Optional<JsonNode> tree(String query) {
            List<UnaryOperator<String>> forms = List.of(
                    text -> text, text -> "SELECT " + text, text -> "SELECT " + text.replaceFirst("^[^:=]*:?=", ""));
            for (UnaryOperator<String> form : forms) {
                try {
                    List<ParsedSql.Statement> statements =
                            SqlText.parser().parse(form.apply(query)).statements();
                    if (statements.size() == 1) {
                        return Optional.of(statements.get(0).node());
                    }
                } catch (PgQueryException e) {
                    // then it is of another form
                }
            }
            return Optional.empty();
        }
    }
}
