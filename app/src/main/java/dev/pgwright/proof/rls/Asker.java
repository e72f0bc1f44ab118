package dev.pgwright.proof.rls;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.SqlStates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Asks for a table's rows as somebody, inside an open transaction of a superuser, which it leaves as it was. */
final class Asker {
    private final Connection connection;
    private final TableName table;
    private final String digest;
    private final Set<String> settings = new TreeSet<>();

    /**
     * For one table.
     *
     * @param parts whether it has partitions or children, so that a place is one only together with its part
     */
    Asker(Connection connection, TableName table, boolean parts, List<Visitor> visitors) {
        this.connection = connection;
        this.table = table;
        // hashtidextended is there from 14 on (hashfunc.c)
        String hash = parts
                ? "pg_catalog.hashtextextended(tableoid::text || ctid::text, %d)"
                : "pg_catalog.hashtidextended(ctid, %d)";
        this.digest = "pg_catalog.count(*)::text || ' ' || coalesce(pg_catalog.sum(" + String.format(hash, 1)
                + "::numeric), 0) || ' ' || coalesce(pg_catalog.sum(" + String.format(hash, 2) + "::numeric), 0)";
        visitors.forEach(visitor -> settings.addAll(visitor.settings().keySet()));
    }

    /**
     * The rows that each gets.
     *
     * @param where condition for all of them that leaks nothing; empty for none
     */
    List<RowSet> ask(List<Visitor> visitors, String where) throws SQLException {
        List<RowSet> answers = new ArrayList<>();
        for (Visitor visitor : visitors) {
            answers.add(ask(visitor, where));
        }
        return answers;
    }

    private RowSet ask(Visitor visitor, String where) throws SQLException {
        String sql = "SELECT " + digest + " FROM " + table.sql() + where;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SAVEPOINT pgwright_ask; " + become(visitor));
            long start = System.nanoTime();
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return new RowSet(row.getString(1), null, null, System.nanoTime() - start);
            } catch (SQLException e) {
                return failed(e, System.nanoTime() - start);
            } finally {
                statement.execute("ROLLBACK TO SAVEPOINT pgwright_ask; RELEASE SAVEPOINT pgwright_ask");
            }
        }
    }

    private static RowSet failed(SQLException e, long nanos) throws SQLException {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (SqlStates.isConnection(state)) {
            throw e;
        }
        String message = Objects.requireNonNullElse(e.getMessage(), state)
                .lines()
                .findFirst()
                .orElse(state);
        return new RowSet("", state, message, nanos);
    }

    /** What others set and this one does not is empty, as a pooled session has it. */
    String become(Visitor visitor) {
        StringBuilder sql = new StringBuilder();
        for (String setting : settings) {
            sql.append("SET LOCAL ")
                    .append(name(setting))
                    .append(" = ")
                    .append(Identifiers.literal(visitor.settings().getOrDefault(setting, "")))
                    .append("; ");
        }
        return sql.append("SET LOCAL ROLE ")
                .append(Identifiers.quote(visitor.role()))
                .toString();
    }

    private static String name(String setting) {
        return Identifiers.qualified(setting.split("\\."));
    }

    /** Places of the rows that somebody gets, at most so many. */
    Set<String> places(Visitor visitor, String where, int most) throws SQLException {
        Set<String> found = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(most);
            statement.execute("SAVEPOINT pgwright_ask; " + become(visitor));
            try (ResultSet rows = statement.executeQuery(
                    "SELECT tableoid::regclass::text || ' ' || ctid::text FROM " + table.sql() + where)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            } catch (SQLException e) {
                failed(e, 0);
            } finally {
                statement.execute("ROLLBACK TO SAVEPOINT pgwright_ask; RELEASE SAVEPOINT pgwright_ask");
            }
        }
        return found;
    }

    /** A row of the table as text, by a place of {@link #places}. */
    String row(String place) throws SQLException {
        int space = place.lastIndexOf(' ');
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT t::text FROM " + place.substring(0, space)
                        + " AS t WHERE ctid = " + Identifiers.literal(place.substring(space + 1)) + "::tid")) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }
}
