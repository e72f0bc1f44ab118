package dev.pgwright.twin;

import dev.pgwright.operation.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a candidate is when it is really built, and the plans with it; it is rolled back afterwards. */
record RealIndex(WhatIfIndex index, List<String> plans) {
    private static final String PARTS = """
            SELECT n.nspname, t.relname, x.oid::regclass::text, a.amname, pg_relation_size(x.oid) / 8192, x.reltuples,
                   CASE WHEN x.relkind = 'i' AND a.amname = 'btree'
                        THEN (SELECT level FROM bt_metap(x.oid::regclass::text)) ELSE 0 END
            FROM (SELECT '%1$s'::regclass::oid AS id UNION SELECT relid::oid FROM pg_partition_tree('%1$s')) AS part
            JOIN pg_class AS x ON x.oid = part.id
            JOIN pg_am AS a ON a.oid = x.relam
            JOIN pg_index AS i ON i.indexrelid = x.oid
            JOIN pg_class AS t ON t.oid = i.indrelid
            JOIN pg_namespace AS n ON n.oid = t.relnamespace
            WHERE x.relkind = 'i'""";

    private static final String GIN =
            "SELECT n_pending_pages, n_pending_tuples, n_total_pages, n_entry_pages, n_data_pages, n_entries"
                    + " FROM gin_metapage_info(get_raw_page('%s', 0))";

    static RealIndex build(WhatIfServer server, WhatIfIndex candidate, List<String> statements) {
        try (Connection connection = server.connect(WhatIfServer.SOURCE)) {
            connection.setAutoCommit(false);
            WhatIfSql.execute(connection, candidate.definition());
            WhatIfIndex sized = measured(connection, candidate);
            List<String> plans = WhatIfServer.plans(connection, statements);
            connection.rollback();
            return new RealIndex(sized, plans);
        } catch (SQLException e) {
            throw new IllegalStateException(candidate.definition(), e);
        }
    }

    /** The plans with all candidates really built. */
    static List<String> plansWithAll(WhatIfServer server, List<WhatIfIndex> candidates, List<String> statements) {
        String[] definitions = candidates.stream().map(WhatIfIndex::definition).toArray(String[]::new);
        return server.plans(statements, definitions);
    }

    private record Part(TableName table, String index, String method, IndexEstimate size) {}

    private static WhatIfIndex measured(Connection connection, WhatIfIndex candidate) throws SQLException {
        List<Part> parts = WhatIfServer.rows(
                connection,
                PARTS.formatted(candidate.index().sql()),
                row -> new Part(
                        new TableName(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        new IndexEstimate(row.getLong(5), row.getDouble(6), row.getInt(7))));
        Part first = parts.get(0);
        Map<TableName, IndexEstimate> partitions = new HashMap<>();
        parts.stream()
                .filter(part -> !part.table.equals(candidate.table()))
                .forEach(part -> partitions.put(part.table, part.size));
        WhatIfIndex sized = new WhatIfIndex(candidate.name(), candidate.table(), candidate.definition(), first.size)
                .withPartitions(partitions);
        return first.method.equals("gin") ? sized.withGin(counters(connection, first.index)) : sized;
    }

    private static GinPages.Counters counters(Connection connection, String index) throws SQLException {
        return WhatIfServer.rows(
                        connection,
                        GIN.formatted(index),
                        row -> new GinPages.Counters(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6)))
                .get(0);
    }
}
