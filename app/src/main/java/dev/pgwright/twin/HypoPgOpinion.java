package dev.pgwright.twin;

import dev.pgwright.plan.PlanJson;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.workload.WorkloadStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the extension HypoPG on the target makes of indexes: a second opinion, for it knows no deduplication and takes
 * the descent of a btree for cheaper than it is. Nothing is written: its indexes live in the memory of one session and
 * are taken back before the transaction ends.
 *
 * @param before the planner's cost of each statement without the indexes; null for one that is not planned
 * @param after the same with them
 * @param bytes size that it expects of each index, by its name
 * @param refusals why it does not take an index, in the server's words, by its name
 */
public record HypoPgOpinion(
        List<@Nullable Double> before,
        List<@Nullable Double> after,
        Map<String, Long> bytes,
        Map<String, String> refusals) {
    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(60));

    private static final String SCHEMA = "SELECT n.nspname FROM pg_catalog.pg_proc AS p"
            + " JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE p.proname = 'hypopg_create_index'"
            + " AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE')"
            + " AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')";

    /** Asks it; empty where the target has no HypoPG or the role may not use it. */
    public static Optional<HypoPgOpinion> ask(
            Session target, List<WhatIfIndex> indexes, List<WorkloadStatement> statements) {
        return target.read(LIMITS, connection -> {
            String schema = schema(connection);
            if (schema == null) {
                return Optional.empty();
            }
            String prefix = Identifiers.quote(schema) + ".";
            Map<String, Long> bytes = new LinkedHashMap<>();
            Map<String, String> refusals = new LinkedHashMap<>();
            List<@Nullable Double> before = costs(connection, statements);
            try {
                for (WhatIfIndex index : indexes) {
                    create(connection, prefix, index, bytes, refusals);
                }
                return Optional.of(new HypoPgOpinion(before, costs(connection, statements), bytes, refusals));
            } finally {
                if (!connection.isClosed()) {
                    execute(connection, "SELECT " + prefix + "hypopg_reset()");
                }
            }
        });
    }

    private static @Nullable String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SCHEMA)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void create(
            Connection connection,
            String prefix,
            WhatIfIndex index,
            Map<String, Long> bytes,
            Map<String, String> refusals)
            throws SQLException {
        String sql = "SELECT " + prefix + "hypopg_relation_size(i.indexrelid) FROM " + prefix
                + "hypopg_create_index(?) AS i";
        execute(connection, "SAVEPOINT one");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, index.definition());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                bytes.put(index.name(), row.getLong(1));
            }
        } catch (SQLException e) {
            refuse(connection, e);
            refusals.put(index.name(), DdlRunner.sentence(e));
        }
    }

    private static List<@Nullable Double> costs(Connection connection, List<WorkloadStatement> statements)
            throws SQLException {
        List<@Nullable Double> costs = new ArrayList<>();
        for (WorkloadStatement statement : statements) {
            execute(connection, "SAVEPOINT one");
            try (Statement sql = connection.createStatement()) {
                sql.setEscapeProcessing(false);
                sql.execute(Calibration.AS_AN_APPLICATION + PlanningRole.onTarget(statement));
                costs.add(PlanJson.read(Explain.read(sql, statement.sql())).cost());
                execute(connection, "ROLLBACK TO SAVEPOINT one"); // the role and its settings end here
            } catch (SQLException e) {
                refuse(connection, e);
                costs.add(null);
            }
        }
        return costs;
    }

    private static void refuse(Connection connection, SQLException e) throws SQLException {
        if (connection.isClosed()) {
            throw e;
        }
        execute(connection, "ROLLBACK TO SAVEPOINT one");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
