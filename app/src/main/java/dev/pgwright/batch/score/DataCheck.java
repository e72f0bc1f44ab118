package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.ColumnOf;
import dev.pgwright.batch.score.Component.Side;
import dev.pgwright.postgres.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for rows that no score can be made of: ids that are missing or doubled, numbers that are none, keys twice. */
final class DataCheck {
    private final Connection connection;
    private final ScoreSql sql;
    private final ColumnTypes types;
    private final List<String> problems = new ArrayList<>();

    private DataCheck(Connection connection, ScoreSql sql, ColumnTypes types) {
        this.connection = connection;
        this.sql = sql;
        this.types = types;
    }

    /** Number of rows on each side. */
    record Counts(long items, long users) {}

    static Counts check(Connection connection, ScoreSql sql, ColumnTypes types, String label) throws SQLException {
        DataCheck check = new DataCheck(connection, sql, types);
        long items = check.side(Side.ITEM);
        long users = check.side(Side.USER);
        for (Component component : sql.spec().components()) {
            check.tables(component);
        }
        SpecFile.refuse(label, check.problems);
        return new Counts(items, users);
    }

    private long[] numbers(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            long[] numbers = new long[row.getMetaData().getColumnCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = row.getLong(i + 1);
            }
            return numbers;
        }
    }

    private long side(Side side) throws SQLException {
        ScoreSpec.Source source = sql.source(side);
        List<String> columns = new ArrayList<>();
        for (Component component : sql.spec().components()) {
            numbersOf(component).stream()
                    .filter(column -> column.side() == side)
                    .map(ColumnOf::column)
                    .forEach(columns::add);
        }
        Set<String> fractional = columns.stream()
                .filter(column -> !types.isInteger(source.from(), column))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String id = "s." + Identifiers.quote(source.id());
        StringBuilder select = new StringBuilder(
                "count(*), count(*) - count(" + id + "), count(" + id + ") - count(DISTINCT " + id + ")");
        for (String column : fractional) {
            select.append(", count(*) FILTER (WHERE ")
                    .append(noNumber("s", column))
                    .append(")");
        }
        long[] found = numbers(sql.rows(side, select.toString()));
        note(found[1], source.from() + " has %d rows without " + source.id());
        note(found[2], source.from() + " has %d rows whose " + source.id() + " stands there twice");
        int at = 3;
        for (String column : fractional) {
            note(found[at++], source.from() + "." + column + " is NaN or infinite in %d rows");
        }
        return found[0];
    }

    private static String noNumber(String alias, String column) {
        return alias + "." + Identifiers.quote(column) + " IN ('NaN', 'Infinity', '-Infinity')";
    }

    private void note(long count, String sentence) {
        if (count > 0) {
            problems.add(sentence.replace("%d", String.valueOf(count)));
        }
    }

    private static List<ColumnOf> numbersOf(Component component) {
        if (component instanceof Component.Value value) {
            return List.of(value.of());
        }
        if (component instanceof Component.Piecewise piecewise) {
            ColumnOf minus = piecewise.minus();
            return minus == null ? List.of(piecewise.of()) : List.of(piecewise.of(), minus);
        }
        return List.of();
    }

    private void tables(Component component) throws SQLException {
        if (component instanceof Component.Lookup lookup) {
            table(lookup.name(), lookup.table(), List.of(lookup.key()), lookup.value());
        } else if (component instanceof Component.Matrix matrix) {
            table(matrix.name(), matrix.table(), List.of(matrix.row(), matrix.column()), matrix.value());
        } else if (component instanceof Component.Overlap overlap && overlap.weights() != null) {
            Component.Weights weights = overlap.weights();
            table(overlap.name(), weights.table(), List.of(weights.key()), weights.value());
            String value = "t." + Identifiers.quote(weights.value());
            long[] found = numbers("SELECT count(*) FROM " + ScoreSql.relation(weights.table()) + " AS t WHERE " + value
                    + " < 0 OR " + value + " > 1000000 OR " + value + "::numeric % 1 <> 0");
            note(
                    found[0],
                    overlap.name() + ": %d weights in " + weights.table() + " are no whole numbers from 0 to 1000000");
        }
    }

    private void table(String name, String table, List<String> keys, String value) throws SQLException {
        String list = keys.stream().map(key -> "t." + Identifiers.quote(key)).collect(Collectors.joining(", "));
        String present = keys.stream()
                .map(key -> "t." + Identifiers.quote(key) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        long[] twice = numbers("SELECT count(*) FROM (SELECT 1 FROM " + ScoreSql.relation(table) + " AS t WHERE "
                + present + " GROUP BY " + list + " HAVING count(*) > 1) AS doubled");
        note(twice[0], name + ": %d keys stand in " + table + " more than once");
        if (!types.isInteger(table, value)) {
            long[] none =
                    numbers("SELECT count(*) FROM " + ScoreSql.relation(table) + " AS t WHERE " + noNumber("t", value));
            note(none[0], name + ": " + table + "." + value + " is NaN or infinite in %d rows");
        }
    }
}
