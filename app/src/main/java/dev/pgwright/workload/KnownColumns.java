package dev.pgwright.workload;

import dev.pgwright.pgquery.analysis.BaseColumn;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.DataType;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The columns of a snapshot with their values, read when first asked for; for use by many threads. */
final class KnownColumns {
    private static final List<String> TRUTH = List.of("t", "f");

    private final Snapshot snapshot;
    private final Map<BaseName, ColumnStatistics> statistics = new HashMap<>();
    private final Map<Long, List<String>> labels = new HashMap<>();
    private final Map<BaseColumn, Optional<ColumnValues>> known = new ConcurrentHashMap<>();

    private record BaseName(String schema, String relation, String column) {}

    KnownColumns(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (ColumnStatistics row : snapshot.rows(Facts.COLUMN_STATISTICS)) {
            // of a table with children the statistics over all of them count: a query reads them all
            statistics.merge(
                    new BaseName(row.schema(), row.relation(), row.column()),
                    row,
                    (one, other) -> one.inherited() ? one : other);
        }
        for (DataType type : snapshot.rows(Facts.DATA_TYPE)) {
            if (type.kind() == DataType.Kind.ENUM) {
                labels.put(type.oid(), type.labels());
            }
        }
    }

    /** Whether the snapshot holds values at all. */
    boolean haveValues() {
        return !snapshot.isRedacted();
    }

    /** The values of a column; empty when the snapshot has no such column, or holds no values. */
    Optional<ColumnValues> values(BaseColumn column) {
        return known.computeIfAbsent(column, this::read);
    }

    private Optional<ColumnValues> read(BaseColumn name) {
        String schema = name.relation().schema();
        Optional<Relation> relation = snapshot.relation(schema, name.relation().name());
        if (relation.isEmpty() || !haveValues()) {
            return Optional.empty();
        }
        return snapshot.columnsOf(relation.get().oid()).stream()
                .filter(column -> column.name().equals(name.column()))
                .findFirst()
                .map(column -> new ColumnValues(
                        column,
                        statistics.get(new BaseName(schema, name.relation().name(), name.column())),
                        labelsOf(column),
                        relation.get().tuples()));
    }

    private List<String> labelsOf(Column column) {
        return column.typeCategory().equals("B") ? TRUTH : labels.getOrDefault(column.typeOid(), List.of());
    }
}
