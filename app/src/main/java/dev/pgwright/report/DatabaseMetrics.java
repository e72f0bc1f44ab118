package dev.pgwright.report;

import dev.pgwright.snapshot.DatabaseStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** Figures of a whole database, for comparing two moments. A figure that could not be read is left out. */
public final class DatabaseMetrics {
    private static final int BLOCK_BYTES = 8192;

    private DatabaseMetrics() {}

    /** Metrics by name; the unit ends the name. */
    public static Map<String, Object> of(Snapshot snapshot) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        List<Relation> relations = snapshot.rows(Facts.RELATION);
        metrics.put("relations", relations.size());
        metrics.put(
                "size_bytes",
                BLOCK_BYTES
                        * (sum(relations, Relation::pages)
                                + sum(relations, Relation::toastPages)
                                + indexPages(snapshot)));
        List<TableStatistics> tables = snapshot.rows(Facts.TABLE_STATISTICS);
        if (!tables.isEmpty()) {
            metrics.put("sequential_scans", sum(tables, TableStatistics::seqScans));
            metrics.put("index_scans", sum(tables, TableStatistics::indexScans));
            long dead = sum(tables, TableStatistics::deadRows);
            share(metrics, "dead_rows_percent", dead, dead + sum(tables, TableStatistics::liveRows));
        }
        database(snapshot, metrics);
        connections(snapshot, metrics);
        if (!snapshot.rows(Facts.STATEMENT).isEmpty()) {
            metrics.put(
                    "statement_time_ms",
                    snapshot.rows(Facts.STATEMENT).stream()
                            .mapToDouble(statement -> statement.totalExecTimeMs())
                            .sum());
        }
        return metrics;
    }

    private static long indexPages(Snapshot snapshot) {
        return sum(snapshot.rows(Facts.INDEX), index -> index.pages());
    }

    private static void database(Snapshot snapshot, Map<String, Object> metrics) {
        for (DatabaseStatistics row : snapshot.rows(Facts.DATABASE_STATISTICS)) {
            if (Objects.equals(row.database(), snapshot.server().database())) {
                share(metrics, "cache_hit_percent", row.blocksHit(), row.blocksHit() + row.blocksRead());
                metrics.put("temporary_bytes", row.tempBytes());
                metrics.put("deadlocks", row.deadlocks());
            }
        }
    }

    private static void connections(Snapshot snapshot, Map<String, Object> metrics) {
        long used = snapshot.rows(Facts.ACTIVITY).stream()
                .filter(activity -> "client backend".equals(activity.backendType()))
                .count();
        snapshot.setting("max_connections").ifPresent(limit -> {
            String value = limit.value();
            if (value != null) {
                share(metrics, "connections_used_percent", used, Long.parseLong(value));
            }
        });
    }

    private static <T> long sum(List<T> rows, ToLongFunction<T> value) {
        return rows.stream().mapToLong(value).sum();
    }

    private static void share(Map<String, Object> metrics, String name, long part, long whole) {
        if (whole > 0) {
            metrics.put(name, 100.0 * part / whole);
        }
    }
}
