package dev.pgwright.proof.equivalence;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.ViewDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Puts sets of rows into the tables of a copy, inside a transaction that the caller rolls back. */
final class Loader {
    private final List<EdgeTable> tables;
    private final Collection<ViewDefinition> materialized;

    Loader(List<EdgeTable> tables, Collection<ViewDefinition> materialized) {
        this.tables = tables;
        this.materialized = materialized;
    }

    /** What of a set the constraints let in, tried row by row on empty tables. */
    DataSet accepted(Connection connection, DataSet wanted) throws SQLException {
        Map<TableName, List<List<String>>> rows = new LinkedHashMap<>();
        for (EdgeTable table : tables) {
            List<List<String>> in = new ArrayList<>();
            for (List<String> row : wanted.of(table.name())) {
                if (take(connection, table, row)) {
                    in.add(row);
                }
            }
            rows.put(table.name(), in);
        }
        return new DataSet(wanted.name(), rows);
    }

    /** Puts in one row; false when a constraint refuses it. */
    boolean take(Connection connection, EdgeTable table, List<String> row) throws SQLException {
        if (table.columns().isEmpty()) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try {
                statement.execute("SAVEPOINT pgwright_row; " + table.insert() + table.row(row)
                        + " ON CONFLICT DO NOTHING; RELEASE SAVEPOINT pgwright_row");
                statement.getMoreResults(); // behind the savepoint's comes the INSERT's count
                return statement.getUpdateCount() == 1;
            } catch (SQLException e) {
                statement.execute("ROLLBACK TO SAVEPOINT pgwright_row");
                return false; // a constraint that the generator does not see through
            }
        }
    }

    /**
     * Puts in rows that were accepted before, on empty tables.
     *
     * @param order 0 for their own order; others mix them, since the place of a row must not show in an answer
     */
    void load(Connection connection, DataSet accepted, int order) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            // keys were checked when the rows were accepted; in another order a row may come before what it refers to
            statement.execute("SET LOCAL session_replication_role = replica");
            for (EdgeTable table : tables) {
                List<List<String>> rows = new ArrayList<>(accepted.of(table.name()));
                if (rows.isEmpty()) {
                    continue;
                }
                if (order == 1) {
                    Collections.reverse(rows);
                } else if (order > 1) {
                    shuffle(rows, new SplittableRandom(order));
                }
                statement.execute(table.insert() + rows.stream().map(table::row).collect(Collectors.joining(", ")));
            }
            statement.execute("SET LOCAL session_replication_role = origin");
            for (ViewDefinition view : materialized) {
                fill(statement, view);
            }
        }
    }

    private static void shuffle(List<List<String>> rows, SplittableRandom random) {
        for (int i = rows.size() - 1; i > 0; i--) {
            Collections.swap(rows, i, random.nextInt(i + 1));
        }
    }

    /** It is a table here. */
    private static void fill(Statement statement, ViewDefinition view) throws SQLException {
        String query = String.valueOf(view.query()).replaceAll(";\\s*$", "");
        statement.execute("SAVEPOINT pgwright_view");
        try {
            statement.execute("INSERT INTO " + Identifiers.qualified(view.schema(), view.name()) + " " + query);
            statement.execute("RELEASE SAVEPOINT pgwright_view");
        } catch (SQLException e) {
            statement.execute("ROLLBACK TO SAVEPOINT pgwright_view");
        }
    }
}
