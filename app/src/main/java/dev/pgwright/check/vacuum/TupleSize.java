package dev.pgwright.check.vacuum;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much room a row takes in a table's page, from the planner's statistics: header and null bitmap
 * (htup_details.h), alignment of each column after the ones before it (heap_compute_data_size in heaptuple.c), the
 * alignment of the whole, and the line pointer. What lies before a column is followed by its remainder of eight, as
 * chances: a column of variable length makes every remainder about as likely.
 */
final class TupleSize {
    private static final int ALIGNMENT = 8;
    private static final int HEADER = 23;
    private static final int LINE_POINTER = 4;
    /** Longer values have a header of four bytes and are aligned (VARATT_SHORT_MAX in varatt.h). */
    private static final int SHORT = 127;
    /** Widths of a variable type lie about so far around their average. */
    private static final int BLUR = 4;

    private double bytes;
    private double[] chances = new double[ALIGNMENT];
    private boolean fixed = true;

    private TupleSize() {
        chances[0] = 1;
    }

    /**
     * The size.
     *
     * @param bytes on average, with the line pointer
     * @param fixed whether all rows are of that size
     */
    record Size(double bytes, boolean fixed) {}

    /** Size of the rows of a table; none when a column was never analyzed, or dropped: then older rows are larger. */
    static Optional<Size> of(Snapshot snapshot, Relation table) {
        List<Column> columns = snapshot.columnsOf(table.oid());
        Map<String, ColumnStatistics> statistics = snapshot.statisticsOf(table.schema(), table.name()).stream()
                .filter(one -> !one.inherited())
                .collect(Collectors.toMap(ColumnStatistics::column, one -> one, (one, other) -> one));
        boolean known = columns.stream()
                .allMatch(column ->
                        column.generated() == Column.Generated.VIRTUAL || statistics.containsKey(column.name()));
        boolean gaps = columns.stream().mapToInt(Column::position).max().orElse(0) != columns.size();
        if (!known || gaps || columns.isEmpty()) {
            return Optional.empty();
        }
        double full = columns.stream()
                .mapToDouble(column -> 1 - nulls(statistics.get(column.name())))
                .reduce(1, (one, other) -> one * other);
        double withBitmap = aligned(HEADER + (columns.size() + 7) / 8);
        double header = full * aligned(HEADER) + (1 - full) * withBitmap;
        TupleSize size = new TupleSize();
        columns.stream()
                .filter(column -> column.generated() != Column.Generated.VIRTUAL)
                .forEach(column -> size.add(column, Objects.requireNonNull(statistics.get(column.name()))));
        return Optional.of(new Size(header + size.total() + LINE_POINTER, size.fixed && full == 1));
    }

    private static double nulls(@Nullable ColumnStatistics statistics) {
        return statistics == null ? 1 : statistics.nullFraction(); // a virtual column takes no room
    }

    private static double aligned(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void add(Column column, ColumnStatistics statistics) {
        boolean variable = column.lengthBytes() < 0;
        double width = variable ? statistics.averageWidthBytes() : column.lengthBytes();
        int alignment = variable && width <= SHORT ? 1 : alignment(column.alignment());
        double present = 1 - statistics.nullFraction();
        double[] after = new double[ALIGNMENT];
        double added = 0;
        for (int rest = 0; rest < ALIGNMENT; rest++) {
            after[rest] += chances[rest] * (1 - present);
            int padding = (alignment - rest % alignment) % alignment;
            added += chances[rest] * present * (padding + width);
            spread(after, rest + padding, (int) Math.round(width), variable, chances[rest] * present);
        }
        bytes += added;
        chances = after;
        fixed &= !variable && present == 1;
    }

    private static void spread(double[] after, int start, int width, boolean variable, double chance) {
        int blur = variable && width > BLUR ? BLUR : 0;
        for (int one = -blur; one < Math.max(blur, 1); one++) {
            int end = Math.floorMod(start + width + one, ALIGNMENT);
            after[end] += chance / Math.max(2 * blur, 1);
        }
    }

    private double total() {
        double padding = 0;
        for (int rest = 1; rest < ALIGNMENT; rest++) {
            padding += chances[rest] * (ALIGNMENT - rest);
        }
        return bytes + padding;
    }

    private static int alignment(String letter) {
        return switch (letter) {
            case "d" -> 8;
            case "i" -> 4;
            case "s" -> 2;
            default -> 1;
        };
    }
}
