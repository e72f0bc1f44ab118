package dev.pgwright.proof.equivalence;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What makes a comparison meaningless, whatever the rows. */
final class Obstacles {
    private final Snapshot snapshot;

    Obstacles(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** What both sides name, their changes included. */
    static SqlFacts facts(Side... sides) {
        SqlFacts facts = new SqlFacts();
        for (Side side : sides) {
            facts.add(side.sql());
            side.setUp().forEach(facts::add);
            if (side.claims() != null) {
                facts.claimed.addAll(SqlFacts.inJson(side.claims()));
            }
        }
        return facts;
    }

    static boolean isOneQuery(String sql) {
        List<ParsedSql.Statement> statements = SqlText.parser().parse(sql).statements();
        return statements.size() == 1
                && statements.get(0).kind().equals("SelectStmt")
                && !statements.get(0).node().has("intoClause");
    }

    /** The first thing in the way; one sentence without full stop. */
    Optional<String> of(Connection connection, Side before, Side after) throws SQLException {
        for (Side side : List.of(before, after)) {
            try {
                if (!isOneQuery(side.sql())) {
                    return Optional.of("only single queries that write nothing are compared");
                }
            } catch (PgQueryException e) {
                return Optional.of("a text is not understood: " + e.getMessage());
            }
        }
        SqlFacts first = facts(before);
        UsedTables.of(snapshot, first, before.role());
        SqlFacts second = facts(after);
        boolean ownClock = !second.clock.isEmpty();
        UsedTables.of(snapshot, second, after.role());
        if (first.writes || second.writes) {
            return Optional.of("a query writes, or calls a function that does");
        }
        if (first.parameters || second.parameters) {
            return Optional.of("a parameter has no value");
        }
        if (first.samples || second.samples) {
            return Optional.of("TABLESAMPLE takes other rows each time");
        }
        boolean sameClock = after.setUp().isEmpty()
                ? new HashSet<>(first.clock).equals(new HashSet<>(second.clock))
                : first.clock.isEmpty() != ownClock;
        if (!sameClock) {
            return Optional.of("only one of the queries depends on the time of day, so they are alike at best now");
        }
        first.functions.addAll(second.functions);
        return changing(connection, first);
    }

    /**
     * Functions with another result at each call. The body of one in SQL or PL/pgSQL was looked through already, and it
     * is volatile by default.
     */
    private static Optional<String> changing(Connection connection, SqlFacts facts) throws SQLException {
        if (facts.functions.isEmpty()) {
            return Optional.empty();
        }
        String names = facts.functions.stream()
                .filter(name -> name.indexOf('\0') < 0)
                .map(Identifiers::literal)
                .collect(Collectors.joining(", "));
        String sql = "SELECT p.proname FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l"
                + " ON l.oid = p.prolang WHERE p.provolatile = 'v' AND l.lanname NOT IN ('sql', 'plpgsql')"
                + " AND p.proname IN (" + names + ") ORDER BY 1 LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next()
                    ? Optional.of("the function " + rows.getString(1) + " gives another result at each call")
                    : Optional.empty();
        }
    }
}
