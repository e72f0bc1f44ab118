package dev.pgwright.proof.rls;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.ColumnReferences;
import dev.pgwright.sql.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The rows of a clone that are asked about. What a condition says of a row hangs on the columns that it reads: rows
 * that are alike in these need one question. A condition on ctid is answered before the policy's, since tideq is
 * leakproof (pg_proc.dat), so only these rows are looked at.
 *
 * @param where condition that picks them; empty for every row
 * @param rows of the table for which they stand
 * @param complete they stand for every row
 */
record Ground(String where, long rows, boolean complete) {
    private static final Set<String> PLAIN_TYPES = Set.of(
            "uuid",
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "date",
            "timestamp with time zone",
            "timestamp without time zone");
    /** Rows on which the pace is found. */
    private static final int FIRST = 40;
    /** Places that one condition lists. */
    private static final int MOST_PLACES = 50_000;

    /** Finds how fast the conditions before the changes are. */
    record Pace(Duel duel, List<Visitor> visitors, Duration budget) {
        /** Rows that can be asked about for everybody within the budget. */
        long rows(List<Duel.Pair> pairs, String few, long count) throws SQLException {
            double perRow = 0;
            for (Duel.Pair pair : pairs) {
                List<RowSet> warm = duel.before(pair, visitors, few);
                List<RowSet> none = duel.before(pair, visitors, " WHERE ctid = '(0,0)'::tid");
                for (int i = 0; i < warm.size(); i++) {
                    perRow += Math.max(0, warm.get(i).nanos() - none.get(i).nanos()) / (double) Math.max(1, count);
                }
            }
            return perRow == 0 ? Long.MAX_VALUE : (long) (budget.toNanos() / perRow);
        }
    }

    static Ground of(Connection connection, Snapshot snapshot, TableName table, List<Duel.Pair> pairs, Pace pace)
            throws SQLException {
        long all = number(connection, "SELECT count(*) FROM " + table.sql());
        if (pairs.isEmpty() || all == 0) {
            return new Ground("", all, true);
        }
        Optional<Set<String>> columns = columns(snapshot, table, pairs);
        String keys = columns.orElse(Set.of()).isEmpty() ? "" : " GROUP BY " + keys(snapshot, table, columns.get());
        boolean one = columns.isPresent() && columns.get().isEmpty();
        String grouped = one
                ? "SELECT min(ctid) AS place, count(*) AS n FROM " + table.sql()
                : keys.isEmpty()
                        ? "SELECT ctid AS place, 1 AS n FROM " + table.sql()
                        : "SELECT min(ctid) AS place, count(*) AS n FROM " + table.sql() + keys;
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS pg_temp.pgwright_places; CREATE TEMP TABLE pgwright_places"
                    + " ON COMMIT DROP AS " + grouped);
        }
        long kinds = number(connection, "SELECT count(*) FROM pgwright_places");
        long affordable = pace.rows(pairs, where(connection, FIRST), Math.min(FIRST, kinds));
        if (affordable >= all) {
            return new Ground("", all, true);
        }
        int take = (int) Math.min(Math.min(kinds, MOST_PLACES), Math.max(FIRST, affordable));
        long stands = number(
                connection, "SELECT coalesce(sum(n), 0) FROM (SELECT n FROM pgwright_places" + order(take) + ") AS p");
        return new Ground(where(connection, take), stands, stands == all);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Mixed, and the same every time. */
    private static String order(int count) {
        return " ORDER BY pg_catalog.hashtidextended(place, 7) LIMIT " + count;
    }

    private static String where(Connection connection, int count) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(array_agg(place), '{}')::text FROM"
                        + " (SELECT place FROM pgwright_places" + order(count) + ") AS p")) {
            row.next();
            return " WHERE ctid = ANY (" + Identifiers.literal(String.valueOf(row.getString(1))) + "::tid[])";
        }
    }

    /** Equal keys are equal texts, whatever the type's or the collation's equality says. */
    private static String keys(Snapshot snapshot, TableName table, Set<String> columns) {
        List<Column> known = snapshot.relation(table.schema(), table.name())
                .map(relation -> snapshot.columnsOf(relation.oid()))
                .orElse(List.of());
        return columns.stream()
                .map(name -> known.stream()
                                .filter(column -> column.name().equals(name))
                                .anyMatch(column -> PLAIN_TYPES.contains(column.type()))
                        ? Identifiers.quote(name)
                        : Identifiers.quote(name) + "::text COLLATE \"C\"")
                .collect(Collectors.joining(", "));
    }

    /** Columns of the table that any of the conditions reads; empty when a whole row is taken. */
    private static Optional<Set<String>> columns(Snapshot snapshot, TableName table, List<Duel.Pair> pairs) {
        Optional<Relation> relation = snapshot.relation(table.schema(), table.name());
        Set<String> known = relation.stream()
                .flatMap(r -> snapshot.columnsOf(r.oid()).stream())
                .map(Column::name)
                .collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        List<String> conditions = pairs.stream()
                .flatMap(pair -> Stream.of(pair.before(), pair.after()))
                .flatMap(lens -> lens.conditions().stream())
                .map(Lens.Condition::sql)
                .distinct()
                .toList();
        for (String condition : conditions) {
            Optional<JsonNode> tree = SqlText.expression(condition);
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            for (JsonNode reference : ColumnReferences.outside(tree.get())) {
                JsonNode fields = reference.path("fields");
                String name = fields.path(fields.size() - 1)
                        .path("String")
                        .path("sval")
                        .asString("");
                if (!known.contains(name)) {
                    return Optional.empty(); // a whole row, or nothing that is understood
                }
                found.add(name);
            }
        }
        return Optional.of(found);
    }
}
