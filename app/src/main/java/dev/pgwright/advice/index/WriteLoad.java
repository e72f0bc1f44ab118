package dev.pgwright.advice.index;

import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.TableStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a workload writes to a table.
 *
 * @param inserted rows
 * @param deleted rows
 * @param updated rows that are updated, by the columns that the statement sets; an empty set when these are unknown and
 *     every index gets a new entry (the update was not heap-only)
 */
record WriteLoad(double inserted, double deleted, Map<Set<String>, Double> updated) {
    /** Nothing is written. */
    static final WriteLoad NONE = new WriteLoad(0, 0, Map.of());

    WriteLoad {
        updated = Map.copyOf(updated);
    }

    /** Both together. */
    WriteLoad and(WriteLoad other) {
        Map<Set<String>, Double> all = new HashMap<>(updated);
        other.updated.forEach((columns, rows) -> all.merge(columns, rows, Double::sum));
        return new WriteLoad(inserted + other.inserted, deleted + other.deleted, all);
    }

    boolean isNone() {
        return inserted == 0 && deleted == 0 && updated.isEmpty();
    }

    /**
     * From the server's counters. Rows that were only loaded, and never touched since, are the table's content and not
     * its load.
     */
    static WriteLoad of(TableStatistics counters) {
        boolean loaded = counters.rowsUpdated() == 0
                && counters.rowsDeleted() == 0
                && counters.rowsInserted() <= counters.liveRows() * 1.05;
        double moved = Math.max(0, counters.rowsUpdated() - counters.rowsHotUpdated());
        Map<Set<String>, Double> updates = moved > 0 ? Map.of(Set.of(), moved) : Map.of();
        return new WriteLoad(loaded ? 0 : counters.rowsInserted(), counters.rowsDeleted(), updates);
    }

    /** Entries that an index gets. */
    double entries(Set<String> indexColumns) {
        double rows = inserted;
        for (Map.Entry<Set<String>, Double> update : updated.entrySet()) {
            boolean touches =
                    update.getKey().isEmpty() || update.getKey().stream().anyMatch(indexColumns::contains);
            rows += touches ? update.getValue() : 0;
        }
        return rows;
    }

    /** By table. */
    record ByTable(Map<TableName, WriteLoad> loads) {
        WriteLoad of(TableName table) {
            return loads.getOrDefault(table, NONE);
        }
    }
}
