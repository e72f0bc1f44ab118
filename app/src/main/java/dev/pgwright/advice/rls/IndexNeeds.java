package dev.pgwright.advice.rls;

import dev.pgwright.check.Tables;
import dev.pgwright.check.index.Indexes;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.sql.PolicyColumns;
import dev.pgwright.sql.PolicyExpression;
import dev.pgwright.twin.IndexShape;
import dev.pgwright.twin.IndexSize;
import dev.pgwright.twin.WhatIfIndex;
import java.util.List;

/** Indexes that could find the rows of a policy and are not there. */
final class IndexNeeds {
    private final Snapshot snapshot;
    private final FunctionCatalog catalog;
    private final Tables tables;

    IndexNeeds(Snapshot snapshot, FunctionCatalog catalog) {
        this.snapshot = snapshot;
        this.catalog = catalog;
        this.tables = new Tables(snapshot);
    }

    /** For a condition; one for each alternative. A partitioned table's index cannot be built while it is used. */
    List<CreateIndex> of(Relation table, String condition) {
        if (table.kind() != Relation.Kind.TABLE) {
            return List.of();
        }
        PolicyColumns columns = new PolicyColumns(catalog, new Known(table));
        TableName name = new TableName(table.schema(), table.name());
        return PolicyExpression.read(condition, catalog).map(columns::missing).orElse(List.of()).stream()
                .map(column -> CreateIndex.btree(name, List.of(Identifiers.quote(column)), null))
                .toList();
    }

    /** The same for the twin. */
    WhatIfIndex whatIf(Relation table, CreateIndex index) {
        List<String> columns = index.keys().stream()
                .map(key -> key.startsWith("\"")
                        ? key.substring(1, key.length() - 1).replace("\"\"", "\"")
                        : key)
                .toList();
        return WhatIfIndex.of(index, new IndexSize(snapshot).estimate(IndexShape.btree(table.oid(), columns)));
    }

    private final class Known implements PolicyColumns.Table {
        private final Relation table;

        private Known(Relation table) {
            this.table = table;
        }

        @Override
        public boolean isIndexed(String column) {
            return Indexes.covers(snapshot, tables, table, List.of(column));
        }

        @Override
        public double distinctValues(String column) {
            return snapshot.statisticsOf(table.schema(), table.name()).stream()
                    .filter(statistics -> statistics.column().equals(column))
                    .mapToDouble(ColumnStatistics::nDistinct)
                    .map(distinct -> distinct >= 0 ? distinct : -distinct * tables.rows(table))
                    .max()
                    .orElse(0);
        }

        @Override
        public boolean isText(String column) {
            return snapshot.columnsOf(table.oid()).stream()
                    .filter(c -> c.name().equals(column))
                    .anyMatch(c ->
                            c.type().startsWith("character varying") || c.type().equals("text"));
        }
    }
}
