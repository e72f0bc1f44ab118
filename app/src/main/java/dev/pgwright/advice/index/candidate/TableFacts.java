package dev.pgwright.advice.index.candidate;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Database;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a snapshot knows of a table that matters for choosing candidates. */
final class TableFacts {
    /** Width taken for a column without statistics: what the planner takes for text (get_typavgwidth). */
    private static final int UNKNOWN_WIDTH = 32;

    private final Relation relation;
    private final Map<String, Column> columns = new HashMap<>();
    private final Map<String, ColumnStatistics> statistics = new HashMap<>();
    private final boolean bytewise;
    private final boolean trigrams;

    private TableFacts(Snapshot snapshot, Relation relation) {
        this.relation = relation;
        snapshot.columnsOf(relation.oid()).forEach(column -> columns.put(column.name(), column));
        boolean parent = relation.kind() == Relation.Kind.PARTITIONED_TABLE;
        snapshot.statisticsOf(relation.schema(), relation.name()).stream()
                .filter(row -> row.inherited() == parent)
                .forEach(row -> statistics.put(row.column(), row));
        this.bytewise = snapshot.rows(Facts.DATABASE).stream()
                .filter(database -> database.name().equals(snapshot.server().database()))
                .map(Database::collate)
                .anyMatch(name -> "C".equals(name) || "POSIX".equals(name));
        this.trigrams = snapshot.rows(Facts.EXTENSION).stream()
                .anyMatch(extension -> extension.name().equals("pg_trgm") && extension.version() != null);
    }

    /** Nothing for a table that the snapshot does not know, and for what can have no index. */
    static Optional<TableFacts> of(Snapshot snapshot, TableName table) {
        return snapshot.relation(table.schema(), table.name())
                .filter(relation -> relation.kind() == Relation.Kind.TABLE
                        || relation.kind() == Relation.Kind.PARTITIONED_TABLE
                        || relation.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .map(relation -> new TableFacts(snapshot, relation));
    }

    /** Pages of the heap; 0 for a partitioned table itself. */
    long pages() {
        return relation.pages();
    }

    boolean partitioned() {
        return relation.kind() == Relation.Kind.PARTITIONED_TABLE;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /** Average bytes of a value. */
    int width(String column) {
        ColumnStatistics row = statistics.get(column);
        if (row != null) {
            return row.averageWidthBytes();
        }
        Column known = columns.get(column);
        return known != null && known.lengthBytes() > 0 ? known.lengthBytes() : UNKNOWN_WIDTH;
    }

    /** Average bytes of the values of a whole row. */
    int rowWidth() {
        return columns.keySet().stream().mapToInt(this::width).sum();
    }

    /** Number of distinct values; 0 when unknown. */
    double distinct(String column) {
        ColumnStatistics row = statistics.get(column);
        if (row == null) {
            return 0;
        }
        return row.nDistinct() >= 0 ? row.nDistinct() : -row.nDistinct() * Math.max(0, relation.tuples());
    }

    /** How well the rows' place follows the value: 0 to 1. */
    double correlation(String column) {
        ColumnStatistics row = statistics.get(column);
        return row == null || row.correlation() == null ? 0 : Math.abs(row.correlation());
    }

    /** As format_type writes it; empty for an unknown column. */
    String type(String column) {
        Column known = columns.get(column);
        return known == null ? "" : known.type();
    }

    String category(String column) {
        Column known = columns.get(column);
        return known == null ? "" : known.typeCategory();
    }

    /** The collation of the database compares bytes, so that an ordinary index serves LIKE. */
    boolean bytewise() {
        return bytewise;
    }

    /** The extension pg_trgm is installed. */
    boolean trigrams() {
        return trigrams;
    }

    /** Whether an index key is a bare column, and which. */
    Optional<String> column(String key) {
        return columns.keySet().stream()
                .filter(name -> Identifiers.quote(name).equals(key))
                .findFirst();
    }
}
