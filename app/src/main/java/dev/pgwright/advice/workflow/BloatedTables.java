package dev.pgwright.advice.workflow;

import dev.pgwright.check.Tables;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables that are much larger than their rows would need, by the widths that statistics know. */
final class BloatedTables {
    /** Ten megabytes: what a smaller one wastes is not worth a rewrite. */
    private static final long SMALLEST_PAGES = 1280;
    /** SizeOfPageHeaderData (bufpage.h), ItemIdData (itemid.h), SizeofHeapTupleHeader (htup_details.h). */
    private static final int PAGE_HEADER = 24;

    private static final int ITEM = 4;
    private static final int ROW_HEADER = 23;
    private static final int MAXIMUM_ALIGNMENT = 8;
    /** VARATT_SHORT_MAX (varatt.h): a shorter value is stored without alignment. */
    private static final int LONGEST_SHORT = 127;

    private static final Map<String, Integer> ALIGNMENTS = Map.of("c", 1, "s", 2, "i", 4, "d", 8);

    private BloatedTables() {}

    /** One of them; sizes in pages. */
    record Bloat(Relation table, long pages, long expected) {
        double share() {
            return 1 - (double) expected / pages;
        }

        TableName name() {
            return new TableName(table.schema(), table.name());
        }
    }

    /** Those of which more than this share is empty, the largest waste first. */
    static List<Bloat> of(Snapshot snapshot, Tables tables, double share) {
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE && table.tuples() > 0)
                .filter(table -> "heap".equals(table.accessMethod()) && table.pages() >= SMALLEST_PAGES)
                .flatMap(table -> bloat(snapshot, table))
                .filter(bloat -> bloat.share() > share)
                .sorted(Comparator.comparingLong((Bloat bloat) -> bloat.expected() - bloat.pages()))
                .toList();
    }

    private static Stream<Bloat> bloat(Snapshot snapshot, Relation table) {
        OptionalDouble row = rowBytes(snapshot, table);
        if (row.isEmpty()) {
            return Stream.empty(); // not all of it was analyzed, or may be seen
        }
        double room = (snapshot.server().blockSizeBytes() - PAGE_HEADER) * fillfactor(table) / 100.0;
        double fit = Math.max(1, Math.floor(room / row.getAsDouble()));
        return Stream.of(new Bloat(table, table.pages(), (long) Math.ceil(table.tuples() / fit)));
    }

    /** Average bytes of a row with its item; a column that is NULL at times takes its share (heap_form_tuple). */
    private static OptionalDouble rowBytes(Snapshot snapshot, Relation table) {
        Map<String, ColumnStatistics> known = snapshot.statisticsOf(table.schema(), table.name()).stream()
                .filter(statistics -> !statistics.inherited())
                .collect(Collectors.toMap(ColumnStatistics::column, Function.identity(), (one, other) -> one));
        List<Column> columns = snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.generated() != Column.Generated.VIRTUAL)
                .sorted(Comparator.comparingInt(Column::position))
                .toList();
        double at = 0;
        boolean nulls = false;
        for (Column column : columns) {
            ColumnStatistics statistics = known.get(column.name());
            if (statistics == null) {
                return OptionalDouble.empty();
            }
            int width = statistics.averageWidthBytes();
            boolean unaligned = column.lengthBytes() < 0 && width < LONGEST_SHORT;
            double there = 1 - statistics.nullFraction();
            double start = unaligned ? at : aligned(at, ALIGNMENTS.getOrDefault(column.alignment(), 1));
            at += there * (start - at + width);
            nulls |= statistics.nullFraction() > 0;
        }
        int bitmap = nulls ? (columns.size() + 7) / 8 : 0;
        return OptionalDouble.of(
                aligned(ROW_HEADER + bitmap, MAXIMUM_ALIGNMENT) + aligned(at, MAXIMUM_ALIGNMENT) + ITEM);
    }

    private static double aligned(double at, int alignment) {
        return Math.ceil(at / alignment) * alignment;
    }

    private static int fillfactor(Relation table) {
        return table.options().stream()
                .filter(option -> option.startsWith("fillfactor="))
                .map(option -> Integer.parseInt(option.substring("fillfactor=".length())))
                .findFirst()
                .orElse(100); // HEAP_DEFAULT_FILLFACTOR (rel.h)
    }
}
