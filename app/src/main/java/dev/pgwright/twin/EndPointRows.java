package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.EndPoint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two rows for each table: the least and the greatest value of every column. The planner reads the ends of an index
 * when a condition reaches beyond the histogram (get_actual_variable_range in selfuncs.c), and a what-if index on any
 * column must show it the right ones. Measured values where there are some, else the ends of the statistics.
 */
final class EndPointRows {
    private final Snapshot snapshot;
    private final StandIns standIns;
    private final Map<String, ColumnStatistics> statistics = new HashMap<>();
    private final Map<String, EndPoint> measured = new HashMap<>();

    EndPointRows(Snapshot snapshot, StandIns standIns) {
        this.snapshot = snapshot;
        this.standIns = standIns;
        for (ColumnStatistics s : snapshot.rows(Facts.COLUMN_STATISTICS)) {
            if (!s.inherited()) {
                statistics.put(key(s.schema(), s.relation(), s.column()), s);
            }
        }
        for (EndPoint point : snapshot.rows(Facts.END_POINT)) {
            measured.put(key(point.schema(), point.relation(), point.column()), point);
        }
    }

    private static String key(String schema, String relation, String column) {
        return schema + '\0' + relation + '\0' + column;
    }

    List<Ddl> inserts() {
        List<Ddl> all = new ArrayList<>();
        for (Relation table : snapshot.rows(Facts.RELATION)) {
            if (TableDdl.isTable(table) && table.kind() != Relation.Kind.PARTITIONED_TABLE && table.tuples() != 0) {
                insert(table, all);
            }
        }
        return all;
    }

    private void insert(Relation table, List<Ddl> all) {
        List<String> names = new ArrayList<>();
        List<String> least = new ArrayList<>();
        List<String> greatest = new ArrayList<>();
        for (Column column : snapshot.columnsOf(table.oid())) {
            String key = key(table.schema(), table.name(), column.name());
            @Nullable EndPoint point = measured.get(key);
            @Nullable ColumnStatistics s = statistics.get(key);
            if (column.generated() == Column.Generated.VIRTUAL || (point == null && s == null)) {
                continue;
            }
            String first = point == null ? end(column, s, "ASC") : value(column, point.least());
            String last = point == null ? end(column, s, "DESC") : value(column, point.greatest());
            if (!first.isEmpty()) {
                names.add(quote(column.name()));
                least.add(first);
                greatest.add(last);
            }
        }
        if (!names.isEmpty()) {
            boolean one = table.tuples() == 1;
            all.add(new Ddl(
                    "end points of " + table.schema() + "." + table.name(),
                    "INSERT INTO " + qualified(table.schema(), table.name()) + " (" + String.join(", ", names)
                            + ") OVERRIDING SYSTEM VALUE SELECT " + String.join(", ", least)
                            + (one ? "" : " UNION ALL SELECT " + String.join(", ", greatest)),
                    "estimates beyond the ends of its columns' histograms may differ"));
        }
    }

    private String value(Column column, String text) {
        return literal(text) + "::" + standIns.typeOf(column);
    }

    /** The end of all values that the statistics name; empty when they name none. */
    private String end(Column column, @Nullable ColumnStatistics s, String order) {
        if (s == null) {
            return "";
        }
        List<String> arrays = new ArrayList<>();
        if (s.mostCommonValues() != null) {
            arrays.add("SELECT unnest(" + literal(s.mostCommonValues()) + "::text[])");
        }
        if (s.histogramBounds() != null) {
            arrays.add("SELECT unnest(" + literal(s.histogramBounds()) + "::text[])");
        }
        if (s.rangeBoundsHistogram() != null) {
            arrays.add("SELECT unnest(" + literal(s.rangeBoundsHistogram()) + "::text[])");
        }
        if (arrays.isEmpty()) {
            return "";
        }
        String value = "v::" + standIns.typeOf(column);
        String collation = column.collation() == null ? "" : " COLLATE " + column.collation();
        // only what has an order has a correlation
        String sorting = s.correlation() == null ? "" : " ORDER BY " + value + collation + " " + order;
        return "(SELECT " + value + " FROM (" + String.join(" UNION ALL ", arrays) + ") AS u (v)" + sorting
                + " LIMIT 1)";
    }
}
