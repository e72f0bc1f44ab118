package dev.pgwright.twin;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.sql.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans statements in one database of a twin, with candidates shown and existing indexes hidden at will. Not for
 * several threads at once.
 *
 * <p>An index is there for the planner when {@code pg_index.indisvalid} says so (get_relation_info in plancat.c). That
 * is switched inside a transaction that is rolled back: PostgreSQL tells its own caches at the next command
 * (CacheInvalidateHeapTuple in inval.c), and no other session sees it. Switching, what goes before and planning are one
 * round trip; the transaction stays open while the scene stays the same.
 */
public final class WhatIfSession implements AutoCloseable {
    private static final String PREPARE = "SET allow_system_table_mods = on; SET statement_timeout = '60s';"
            + " SET client_min_messages = error;"
            + " PREPARE pgwright_switch(oid[]) AS"
            + " UPDATE pg_index SET indisvalid = NOT indisvalid WHERE indexrelid = ANY ($1)";

    private static final String EXPLAIN = "EXPLAIN (FORMAT JSON";
    private static final int FIRST_WITH_GENERIC_PLAN = 16;

    /** Takes back what the last commands of a scene set: role, claims. */
    private static final String AS_SUPERUSER = "ROLLBACK TO SAVEPOINT pgwright; RELEASE SAVEPOINT pgwright; ";

    /** Dead versions of rows in pg_index that one transaction may leave behind. */
    private static final int MOST_SWITCHES = 2_000;

    private final Connection connection;
    private final int major;
    private final Statement statement;
    private final Map<String, String> candidates = new HashMap<>();
    private final Map<String, String> parts = new HashMap<>();
    private final Map<TableName, String> existing = new HashMap<>();
    private @Nullable Scene current;
    private int switches;
    private int prepared;

    private WhatIfSession(Connection connection, Statement statement) throws SQLException {
        this.connection = connection;
        this.major = connection.getMetaData().getDatabaseMajorVersion();
        this.statement = statement;
    }

    /** A session in a database that is its own: others there would wait for its row locks on pg_index. */
    static WhatIfSession open(LocalPostgres server, String database) {
        Connection connection = WhatIfSql.connect(server, database);
        try {
            Statement statement = connection.createStatement();
            statement.setEscapeProcessing(false); // braces and question marks belong to PostgreSQL
            statement.execute(PREPARE);
            WhatIfSession session = new WhatIfSession(connection, statement);
            session.readExisting();
            return session;
        } catch (SQLException e) {
            throw WhatIfSql.failure("A session on the twin could not be set up", e);
        }
    }

    private void readExisting() throws SQLException {
        try (ResultSet row = statement.executeQuery(TwinSql.load("whatif-indexes"))) {
            while (row.next()) {
                existing.put(new TableName(row.getString("schema"), row.getString("name")), row.getString("ids"));
            }
        }
    }

    /** Makes candidates known that were built in this database. */
    void addCandidates(Map<String, String> ids, Map<String, String> names) {
        leave();
        candidates.putAll(ids);
        parts.putAll(names);
    }

    /**
     * The plan of a statement.
     *
     * @param sql one statement that EXPLAIN takes
     * @throws PgwrightException BROKEN_STATEMENT when the server does not plan it; the session stays usable
     */
    public WhatIfPlan explain(String sql, Scene scene) {
        return explain(sql, 0, scene);
    }

    /**
     * The plan of a statement with parameters ({@code $1}) whose values are not known.
     *
     * @param parameters how many there are; 0 for none
     */
    public WhatIfPlan explain(String sql, int parameters, Scene scene) {
        if (sql.indexOf(';') >= 0) {
            refuseSeveral(sql);
        }
        String explain = parameters == 0 ? EXPLAIN + ") " + sql : generic(sql, parameters);
        String text = scene.equals(current) ? explain : change(scene) + explain;
        try {
            String json = lastText(text);
            current = scene;
            return WhatIfPlan.of(json, parts);
        } catch (SQLException e) {
            leave();
            throw broken("The statement cannot be planned on the twin: " + DdlRunner.sentence(e), e);
        }
    }

    /** A second statement would be run, by a superuser: EXPLAIN takes the first only. */
    private static void refuseSeveral(String sql) {
        try {
            int statements = SqlText.parser().parse(sql).statements().size();
            if (statements != 1) {
                throw broken("One statement is to be planned, not " + statements, null);
            }
        } catch (PgQueryException e) {
            throw broken("The statement cannot be planned: " + e.getMessage(), e);
        }
    }

    private static PgwrightException broken(String what, @Nullable Exception cause) {
        return new PgwrightException(
                ErrorCode.BROKEN_STATEMENT, what, "Correct the statement, or leave it out.", cause);
    }

    /** Before 16 there is no GENERIC_PLAN, but a prepared statement can be planned without its arguments. */
    private String generic(String sql, int parameters) {
        if (major >= FIRST_WITH_GENERIC_PLAN) {
            return EXPLAIN + ", GENERIC_PLAN) " + sql;
        }
        String name = "pgwright_generic_" + ++prepared; // one whose EXPLAIN failed stays
        String nulls = String.join(", ", Collections.nCopies(parameters, "NULL"));
        return "SET LOCAL plan_cache_mode = force_generic_plan; PREPARE " + name + " AS " + sql + "\n; " + EXPLAIN
                + ") EXECUTE " + name + " (" + nulls + "); DEALLOCATE " + name;
    }

    /**
     * Commands that bring the new scene. Only what differs is switched; now and then the transaction begins anew, since
     * each switch leaves a dead version of a row behind.
     */
    private String change(Scene scene) {
        Scene from = current;
        boolean anew = from == null
                || switches > MOST_SWITCHES
                || !from.changes().equals(scene.changes())
                || !from.settings().equals(scene.settings());
        Set<String> ids = ids(scene);
        if (!anew && from != null) {
            Set<String> before = ids(from);
            Set<String> same = new HashSet<>(ids);
            same.retainAll(before);
            ids.addAll(before);
            ids.removeAll(same);
        }
        if (!anew && ids.isEmpty() && from != null && from.setUp().equals(scene.setUp())) {
            return "";
        }
        StringBuilder sql = new StringBuilder();
        if (anew) {
            switches = 0;
            sql.append(from == null ? "BEGIN; " : "ROLLBACK; BEGIN; ");
        } else {
            sql.append(AS_SUPERUSER); // only the superuser may switch, and nobody inherits another's claims
        }
        if (!ids.isEmpty()) {
            switches += ids.stream().mapToInt(list -> list.split(",").length).sum();
            sql.append("EXECUTE pgwright_switch('{")
                    .append(String.join(",", ids))
                    .append("}'); ");
        }
        return sql.append(anew ? scene.preparation() : "SAVEPOINT pgwright; " + scene.setUpCommand())
                .toString();
    }

    private Set<String> ids(Scene scene) {
        Set<String> ids = new HashSet<>();
        scene.shown().forEach(name -> ids.add(known(candidates, name)));
        scene.hidden().forEach(name -> ids.add(known(existing, name)));
        return ids;
    }

    /** Drops candidates in this session's database. */
    void forget(List<WhatIfIndex> indexes, String drop) {
        leave();
        try {
            statement.execute(drop);
        } catch (SQLException e) {
            throw WhatIfSql.failure("Candidates on the twin could not be dropped", e);
        }
        indexes.forEach(index -> candidates.remove(index.name()));
    }

    private static <K> String known(Map<K, String> indexes, K name) {
        String ids = indexes.get(name);
        if (ids == null) {
            throw new PgwrightException(
                    ErrorCode.UNKNOWN_NAME, "There is no index " + name + " on the twin", "Create it there first.");
        }
        return ids;
    }

    /** The text in the last result that has rows. */
    private String lastText(String sql) throws SQLException {
        String last = "";
        boolean rows = statement.execute(sql);
        while (rows || statement.getUpdateCount() >= 0) {
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    last = result.next() ? String.valueOf(result.getString(1)) : "";
                }
            }
            rows = statement.getMoreResults();
        }
        return last;
    }

    /** Ends the open transaction: everything is as on the twin. */
    void leave() {
        try {
            statement.execute("ROLLBACK");
            current = null;
        } catch (SQLException e) {
            throw WhatIfSql.failure("The session on the twin was lost", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // its database is dropped with force
        }
    }
}
