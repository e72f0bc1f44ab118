package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.ColumnOf;
import dev.pgwright.batch.score.Component.Side;
import dev.pgwright.batch.score.ScoreSpec.Condition;
import dev.pgwright.batch.score.ScoreSpec.Source;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.text.Nearest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a description with the database: tables, columns and types. All that is wrong is told at once. */
final class SchemaCheck {
    private static final String COLUMNS = "SELECT a.attname, pg_catalog.format_type(coalesce(nullif(t.typbasetype, 0),"
            + " t.oid), NULL), has_table_privilege(a.attrelid, 'SELECT') OR has_column_privilege(a.attrelid, a.attnum,"
            + " 'SELECT') FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
            + " WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
    private static final Set<String> MOMENTS =
            Set.of("date", "timestamp without time zone", "timestamp with time zone");
    private static final Set<String> TEXTS = Set.of("text", "character varying");
    private static final Set<String> OTHER_KEYS = Set.of("uuid", "boolean", "date");

    private final Connection connection;
    private final ScoreSpec spec;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Map<String, String>> relations = new LinkedHashMap<>();

    private SchemaCheck(Connection connection, ScoreSpec spec) {
        this.connection = connection;
        this.spec = spec;
    }

    /**
     * The types of all columns that the description's relations have.
     *
     * @param label what messages call the description
     */
    static ColumnTypes check(Connection connection, ScoreSpec spec, String label) throws SQLException {
        SchemaCheck check = new SchemaCheck(connection, spec);
        check.source(spec.items(), "items");
        check.source(spec.users(), "users");
        for (Component component : spec.components()) {
            check.component(component);
        }
        SpecFile.refuse(label, check.problems.stream().distinct().toList());
        return new ColumnTypes(check.relations);
    }

    private Map<String, String> columns(String relation) throws SQLException {
        Map<String, String> known = relations.get(relation);
        if (known != null) {
            return known;
        }
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, Identifiers.qualified(relation.split("\\.")));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                    if (!rows.getBoolean(3)) {
                        problems.add("you may not read column " + rows.getString(1) + " of " + relation);
                    }
                }
            }
        }
        if (columns.isEmpty()) {
            problems.add("table " + relation + " does not exist");
        }
        relations.put(relation, columns);
        return columns;
    }

    /** The column's type, or an empty text when there is none. */
    private String type(String relation, String column, String where) throws SQLException {
        Map<String, String> columns = columns(relation);
        String type = columns.getOrDefault(column, "");
        if (type.isEmpty() && !columns.isEmpty()) {
            List<String> near = Nearest.to(column, columns.keySet());
            problems.add(where + ": " + relation + " has no column " + column
                    + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?"));
        }
        return type;
    }

    private void require(Set<String> types, String type, String what, String needed) {
        if (!type.isEmpty() && !types.contains(type)) {
            problems.add(what + " is of type " + type + ", not " + needed);
        }
    }

    private void source(Source source, String where) throws SQLException {
        String id = type(source.from(), source.id(), where);
        if (!id.isEmpty() && !INTEGERS.contains(id) && !TEXTS.contains(id) && !id.equals("uuid")) {
            problems.add(where + ".id is of type " + id + ", not a whole number, a text or a uuid");
        }
        for (Condition condition : source.where()) {
            type(source.from(), condition.column(), where + ".where");
        }
        for (ScoreSpec.Order order : source.order()) {
            type(source.from(), order.column(), where + ".order");
        }
    }

    private String relationOf(Side side) {
        return side == Side.ITEM ? spec.items().from() : spec.users().from();
    }

    private String type(ColumnOf column, String where) throws SQLException {
        return type(relationOf(column.side()), column.column(), where);
    }

    private void component(Component component) throws SQLException {
        String name = component.name();
        if (component instanceof Component.Value value) {
            require(NUMBERS, type(value.of(), name), name + ": " + value.of(), "a number");
        } else if (component instanceof Component.Lookup lookup) {
            sameKey(type(lookup.of(), name), type(lookup.table(), lookup.key(), name), name);
            number(lookup.table(), lookup.value(), name);
        } else if (component instanceof Component.Piecewise piecewise) {
            require(NUMBERS, type(piecewise.of(), name), name + ": " + piecewise.of(), "a number");
            ColumnOf minus = piecewise.minus();
            if (minus != null) {
                require(NUMBERS, type(minus, name), name + ": " + minus, "a number");
            }
        } else if (component instanceof Component.Freshness freshness) {
            require(MOMENTS, type(freshness.of(), name), name + ": " + freshness.of(), "a date or a time");
        } else if (component instanceof Component.Matrix matrix) {
            sameKey(type(spec.users().from(), matrix.user(), name), type(matrix.table(), matrix.row(), name), name);
            sameKey(type(spec.items().from(), matrix.item(), name), type(matrix.table(), matrix.column(), name), name);
            number(matrix.table(), matrix.value(), name);
        } else if (component instanceof Component.Overlap overlap) {
            overlap(overlap);
        }
    }

    private void overlap(Component.Overlap overlap) throws SQLException {
        String name = overlap.name();
        String user = element(type(spec.users().from(), overlap.user(), name), name + ": user." + overlap.user());
        String item = element(type(spec.items().from(), overlap.item(), name), name + ": item." + overlap.item());
        sameKey(user, item, name);
        Component.Weights weights = overlap.weights();
        if (weights != null) {
            sameKey(item, type(weights.table(), weights.key(), name), name);
            number(weights.table(), weights.value(), name);
        }
    }

    private String element(String type, String what) {
        if (!type.isEmpty() && !type.endsWith("[]")) {
            problems.add(what + " is of type " + type + ", not an array");
            return "";
        }
        return type.isEmpty() ? "" : type.substring(0, type.length() - 2);
    }

    private void number(String table, String column, String name) throws SQLException {
        require(NUMBERS, type(table, column, name), name + ": " + table + "." + column, "a number");
    }

    private void sameKey(String a, String b, String name) {
        if (!a.isEmpty() && !b.isEmpty() && (family(a).isEmpty() || !family(a).equals(family(b)))) {
            problems.add(name + ": " + a + " and " + b + " cannot be compared as keys");
        }
    }

    /** Types whose equal values are written alike. */
    private static String family(String type) {
        if (INTEGERS.contains(type)) {
            return "integer";
        }
        return TEXTS.contains(type) ? "text" : OTHER_KEYS.contains(type) ? type : "";
    }
}
