package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import dev.pgwright.plan.PlanJson;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.twin.WhatIfPartitioning.Part;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the partitioned form of a table in one database of a twin: every partition has its share of rows and pages by
 * the planner's own estimate, the statistics of the whole table, and of the key's those of its own values.
 */
final class PartitionBuilder {
    private static final int FIRST_WITH_RESTORE = 18;

    private final LocalPostgres server;
    private final Connection connection;
    private final WhatIfPartitioning wanted;

    private PartitionBuilder(LocalPostgres server, Connection connection, WhatIfPartitioning wanted) {
        this.server = server;
        this.connection = connection;
        this.wanted = wanted;
    }

    /** The table as it is. */
    private record Table(long pages, double tuples, long visible, String keyType) {}

    /** Builds it; the answer names the indexes that lose their uniqueness, as they lack the key. */
    static List<String> build(LocalPostgres server, String database, WhatIfPartitioning wanted) {
        try (Connection connection = WhatIfSql.connect(server, database)) {
            PartitionBuilder builder = new PartitionBuilder(server, connection, wanted);
            builder.tables();
            List<WhatIfIndex> indexes = new ArrayList<>();
            List<String> lost = builder.indexes(indexes);
            Map<String, String> ids =
                    CandidateBuilder.build(server, database, indexes).ids();
            if (!ids.isEmpty()) { // nobody sees them before the table moves
                WhatIfSql.execute(
                        connection,
                        "UPDATE pg_index SET indisvalid = true WHERE indexrelid IN (" + String.join(",", ids.values())
                                + ")");
            }
            return lost;
        } catch (SQLException e) {
            throw new PgwrightException(
                    ErrorCode.BROKEN_STATEMENT,
                    "The table " + wanted.table() + " cannot be partitioned so: " + DdlRunner.sentence(e),
                    "Correct the key and its limits.",
                    e);
        }
    }

    private void tables() throws SQLException {
        WhatIfSql.execute(connection, "SET allow_system_table_mods = on; SET client_min_messages = error");
        Table table = table();
        String from = wanted.table().sql();
        String root = wanted.waiting().sql();
        String key = Identifiers.quote(wanted.column());
        WhatIfSql.execute(
                connection,
                "CREATE SCHEMA IF NOT EXISTS " + WhatIfPartitioning.SCHEMA + "; DROP TABLE IF EXISTS " + root
                        + "; CREATE TABLE " + root + " (LIKE " + from
                        + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED) PARTITION BY "
                        + wanted.strategy() + " (" + key + ")"
                        + "; UPDATE pg_class AS c SET relacl = f.relacl, relowner = f.relowner FROM pg_class AS f"
                        + " WHERE c.oid = to_regclass(" + literal(root) + ") AND f.oid = to_regclass(" + literal(from)
                        + ")");
        copyStatistics(root, true, table.tuples);
        double all = Math.max(1, rows("true"));
        for (Part part : wanted.parts()) {
            double share = part.condition() == null ? 1.0 / wanted.parts().size() : rows(part.condition()) / all;
            partition(table, part, Math.min(1, share));
        }
    }

    private Table table() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TwinSql.load("whatif-table"))) {
            statement.setString(1, wanted.column());
            statement.setString(2, wanted.table().sql());
            try (ResultSet row = statement.executeQuery()) {
                String type = row.next() ? row.getString("key_type") : null;
                if (type == null || !row.getBoolean("plain") || row.getBoolean("part")) {
                    throw new PgwrightException(
                            ErrorCode.UNKNOWN_NAME,
                            "There is no plain table " + wanted.table() + " with a column " + wanted.column(),
                            "Name a table that is not partitioned yet, and a column of it.");
                }
                if (row.getBoolean("secured")) {
                    throw new PgwrightException(
                            ErrorCode.USAGE,
                            "The table " + wanted.table() + " has policies, which its partitioned form would lack",
                            "Look at it without partitions.");
                }
                return new Table(row.getLong("pages"), row.getDouble("tuples"), row.getLong("visible"), type);
            }
        }
    }

    /** Rows that the planner expects. */
    private double rows(String condition) throws SQLException {
        String sql = "EXPLAIN (FORMAT JSON) SELECT FROM ONLY " + wanted.table().sql() + " WHERE " + condition;
        return PlanJson.read(text(sql)).rows();
    }

    private void partition(Table table, Part part, double share) throws SQLException {
        TableName name = new TableName(WhatIfPartitioning.SCHEMA, part.name());
        WhatIfSql.execute(
                connection,
                "CREATE TABLE " + name.sql() + " PARTITION OF "
                        + wanted.waiting().sql() + " " + part.bound());
        double tuples = Math.max(0, table.tuples) * share;
        copyStatistics(name.sql(), false, tuples);
        keyStatistics(table, part, share);
        String file = text("SELECT pg_relation_filepath(" + literal(name.sql()) + ")");
        RelationFile whole = new RelationFile(path(
                text("SELECT pg_relation_filepath(" + literal(wanted.table().sql()) + ")")));
        new RelationFile(path(file)).extend((long) Math.ceil(whole.pages() * share));
        WhatIfSql.execute(
                connection,
                "UPDATE pg_class SET reltuples = " + tuples + ", relpages = " + (long) Math.ceil(table.pages * share)
                        + ", relallvisible = " + (long) (table.visible * share) + " WHERE oid = to_regclass("
                        + literal(name.sql()) + ")");
    }

    private Path path(String file) {
        return server.dataFolder().resolve(file);
    }

    private void copyStatistics(String to, boolean inherited, double rows) throws SQLException {
        WhatIfSql.execute(
                connection,
                WhatIfSql.filled(
                        "whatif-partition-copy",
                        Map.of(
                                "from", literal(wanted.table().sql()),
                                "to", literal(to),
                                "inherited", String.valueOf(inherited),
                                "rows", String.valueOf((float) rows),
                                "key", literal(wanted.column()))));
    }

    private void keyStatistics(Table table, Part part, double share) throws SQLException {
        String sql = WhatIfSql.filled(
                "whatif-partition-statistics",
                Map.of(
                        "type", table.keyType,
                        "condition", part.condition() == null ? "true" : part.condition(),
                        "edges", String.join(", ", part.edges()),
                        "column", Identifiers.quote(wanted.column()),
                        "schema", literal(wanted.table().schema()),
                        "table", literal(wanted.table().name()),
                        "name", literal(wanted.column())));
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                if (row.next()) {
                    ColumnStatistics statistics = keyStatistics(row, part, Math.max(share, 1e-9));
                    boolean restore = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_RESTORE;
                    WhatIfSql.execute(
                            connection,
                            TwinSql.withRows(
                                    restore ? "column_statistics.18" : "column_statistics", List.of(statistics)));
                }
            }
        }
    }

    /** Every row of a partition has a key; frequencies are of its rows instead of the whole table's. */
    private ColumnStatistics keyStatistics(ResultSet row, Part part, double share) throws SQLException {
        java.sql.Array read = row.getArray("most_common_frequencies");
        List<Double> frequencies = new ArrayList<>();
        if (read != null) {
            for (Double frequency : (Double[]) read.getArray()) {
                frequencies.add(Math.min(1, frequency / share));
            }
        }
        double distinct = row.getDouble("distinct");
        double correlation = row.getDouble("correlation");
        @Nullable Double correlationIfAny = row.wasNull() ? null : correlation;
        return new ColumnStatistics(
                WhatIfPartitioning.SCHEMA,
                part.name(),
                wanted.column(),
                false,
                0,
                row.getInt("width"),
                distinct > 0 && part.condition() != null ? Math.max(1, distinct * share) : distinct,
                row.getString("most_common_values"),
                frequencies,
                row.getString("histogram_bounds"),
                correlationIfAny,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null);
    }

    private List<String> indexes(List<WhatIfIndex> indexes) throws SQLException {
        List<String> lost = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TwinSql.load("whatif-table-indexes"))) {
            statement.setString(1, wanted.column());
            statement.setString(2, wanted.table().sql());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean("was_unique") && !row.getBoolean("stays_unique")) {
                        lost.add(row.getString("name"));
                    }
                    indexes.add(index(row, indexes.size()));
                }
            }
        }
        return lost;
    }

    /** With a name of its own: the index that it stands for stays in the schema to which the table moves. */
    private WhatIfIndex index(ResultSet row, int number) throws SQLException {
        String name = "pgwright_partitioned_" + number;
        RelationFile file = new RelationFile(path(row.getString("file")));
        int height = row.getString("method").equals("btree") ? BtreePages.height(file) : 0;
        String sql = (row.getBoolean("stays_unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + name + " ON "
                + wanted.waiting().sql() + " " + row.getString("rest");
        return new WhatIfIndex(
                name, wanted.waiting(), sql, new IndexEstimate(file.pages(), row.getDouble("tuples"), height));
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
