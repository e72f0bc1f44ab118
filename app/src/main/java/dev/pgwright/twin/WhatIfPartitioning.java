package dev.pgwright.twin;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that is not partitioned, as if it were. Views and foreign keys stay with the table as it is; so do its
 * policies, which is why a table with policies is refused.
 *
 * @param column the only column of the partition key
 * @param strategy {@code RANGE}, {@code LIST} or {@code HASH}
 */
public record WhatIfPartitioning(TableName table, String column, String strategy, List<Part> parts) {
    /** Where the partitioned table waits; a scene moves it in the table's place. */
    static final String SCHEMA = "pgwright_whatif";

    private static final String REPLACED = "pgwright_replaced";

    public WhatIfPartitioning {
        parts = List.copyOf(parts);
    }

    /**
     * A partition.
     *
     * @param bound what follows its name: {@code FOR VALUES ...} or {@code DEFAULT}
     * @param condition on the rows that it holds, as SQL with the column's bare name; null for an equal share of all
     * @param edges the least and the greatest value that limit it, as SQL; values that no row has may be among them
     */
    public record Part(String name, String bound, @Nullable String condition, List<String> edges) {
        public Part {
            edges = List.copyOf(edges);
        }
    }

    /**
     * Ranges between limits.
     *
     * @param limits SQL literals in ascending order; the first may be {@code MINVALUE}, the last {@code MAXVALUE}
     */
    public static WhatIfPartitioning byRange(TableName table, String column, List<String> limits) {
        List<Part> parts = new ArrayList<>();
        String name = Identifiers.quote(column);
        for (int i = 0; i + 1 < limits.size(); i++) {
            String from = limits.get(i);
            String to = limits.get(i + 1);
            List<String> conditions = new ArrayList<>();
            List<String> edges = new ArrayList<>();
            if (!from.equalsIgnoreCase("MINVALUE")) {
                conditions.add(name + " >= " + from);
                edges.add(from);
            }
            if (!to.equalsIgnoreCase("MAXVALUE")) {
                conditions.add(name + " < " + to);
                edges.add(to);
            }
            parts.add(new Part(
                    "part_" + (i + 1),
                    "FOR VALUES FROM (" + from + ") TO (" + to + ")",
                    conditions.isEmpty() ? null : String.join(" AND ", conditions),
                    edges));
        }
        return new WhatIfPartitioning(table, column, "RANGE", parts);
    }

    /** The table that waits; candidates for it name it so. */
    public TableName waiting() {
        return new TableName(SCHEMA, table.name());
    }

    /** What puts it in the table's place, inside a transaction. */
    List<String> changes() {
        return List.of(
                "ALTER TABLE " + table.sql() + " RENAME TO " + Identifiers.quote(REPLACED),
                "ALTER TABLE " + waiting().sql() + " SET SCHEMA " + Identifiers.quote(table.schema()));
    }
}
