package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Functions and procedures of the user's: the planner inlines, evaluates and costs them. */
final class FunctionDdl {
    /** Settings whose value is a list of names (GUC_LIST_QUOTE in guc_tables.c); they are stored as they are typed. */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "session_preload_libraries",
            "local_preload_libraries",
            "unix_socket_directories");

    private final Snapshot snapshot;

    FunctionDdl(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Name and argument types of a function, as GRANT and ALTER want them. */
    static String signature(Function function) {
        return qualified(function.schema(), function.name()) + "(" + function.identityArguments() + ")";
    }

    static boolean isCloned(Function function) {
        return function.extension() == null
                && !function.language().equals("internal") // those of a range type come with it
                && (function.kind() == Function.Kind.FUNCTION || function.kind() == Function.Kind.PROCEDURE);
    }

    List<Ddl> functions() {
        List<Ddl> all = new ArrayList<>();
        for (Function function : snapshot.rows(Facts.FUNCTION)) {
            if (isCloned(function)) {
                all.add(new Ddl(
                        "function " + function.schema() + "." + function.name(),
                        create(function, body(function), function.language()),
                        silent(function),
                        "what it returns is unknown to the twin; statements that use it may plan differently"));
            }
        }
        return all;
    }

    /** A function of the same type and cost that cannot be looked into, for languages that the twin lacks. */
    static String silent(Function function) {
        return create(function, " AS 'BEGIN RETURN; END'", "plpgsql");
    }

    private static String body(Function function) {
        String body = function.body() == null ? "" : function.body();
        return function.sqlBody() ? "\n" + body : " AS " + literal(body);
    }

    private static String create(Function function, String body, String language) {
        boolean procedure = function.kind() == Function.Kind.PROCEDURE;
        StringBuilder sql = new StringBuilder(procedure ? "CREATE PROCEDURE " : "CREATE FUNCTION ");
        sql.append(qualified(function.schema(), function.name()))
                .append("(")
                .append(function.arguments())
                .append(")");
        if (!procedure) {
            sql.append(" RETURNS ").append(function.result());
        }
        sql.append(" LANGUAGE ").append(quote(language));
        if (!procedure) {
            sql.append(" ").append(function.volatility());
            sql.append(" PARALLEL ").append(function.parallel());
            sql.append(function.strict() ? " STRICT" : "");
            sql.append(function.leakproof() ? " LEAKPROOF" : "");
            sql.append(" COST ").append(function.cost());
            sql.append(function.returnsSet() ? " ROWS " + function.rows() : "");
        }
        sql.append(function.securityDefiner() ? " SECURITY DEFINER" : "");
        for (String setting : function.config()) {
            sql.append(setting(setting));
        }
        return sql.append(body).toString();
    }

    private static String setting(String assignment) {
        int equals = assignment.indexOf('=');
        String name = assignment.substring(0, equals);
        String value = assignment.substring(equals + 1);
        String quoted = name.contains(".") ? qualified(name.split("\\.", 2)) : quote(name);
        return " SET " + quoted + " TO " + (LISTS.contains(name) ? list(value) : literal(value));
    }

    /** The empty name, which stands for an empty list, can only be written as a literal. */
    private static String list(String value) {
        return value.isEmpty() || value.equals("\"\"") ? "''" : value;
    }
}
