package dev.pgwright.batch.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The items in the order of scoring: items with the same values in the parts that differ most stand together in a cell,
 * best fixed points first. For one user a cell has one upper bound, and most cells are passed over by it.
 */
final class Layout {
    /** Cells with fewer items than this on average cost more than they save. */
    private static final int FEWEST_PER_CELL = 4;

    final int[] places;
    final long[] fixed;
    /** Codes of the tables that make the cells, by cell. */
    final int[][] cellCodes;
    /** Numbers of those tables. */
    final int[] cellTables;
    /** Codes of the other tables, by position. */
    final int[][] otherCodes;

    final int[] otherTables;
    /** First position of each cell, and the end of the last. */
    final int[] cellStarts;

    private Layout(
            int[] places,
            long[] fixed,
            int[][] cellCodes,
            int[] cellTables,
            int[][] otherCodes,
            int[] otherTables,
            int[] cellStarts) {
        this.places = places;
        this.fixed = fixed;
        this.cellCodes = cellCodes;
        this.cellTables = cellTables;
        this.otherCodes = otherCodes;
        this.otherTables = otherTables;
        this.cellStarts = cellStarts;
    }

    int cells() {
        return cellStarts.length - 1;
    }

    /** Where the item of each place stands. */
    int[] positions() {
        int[] positions = new int[places.length];
        for (int at = 0; at < places.length; at++) {
            positions[places[at]] = at;
        }
        return positions;
    }

    /**
     * Arranges the items.
     *
     * @param pruning false puts all of them into one cell, in the order of their places
     */
    static Layout of(ScoreData data, boolean pruning) {
        int items = data.items();
        long[] cellOf = new long[items];
        List<Integer> chosen = new ArrayList<>();
        List<TableTerm> tables = data.tables();
        if (pruning) {
            List<Integer> byBound = IntStream.range(0, tables.size())
                    .boxed()
                    .sorted(Comparator.comparing((Integer t) -> tables.get(t).bound())
                            .reversed())
                    .toList();
            for (int table : byBound) {
                long[] finer = refined(cellOf, tables.get(table));
                if (Arrays.stream(finer).distinct().count() <= Math.max(1, items / FEWEST_PER_CELL)) {
                    cellOf = renumbered(finer);
                    chosen.add(table);
                }
            }
        }
        return arranged(data, cellOf, chosen, pruning);
    }

    private static long[] refined(long[] cellOf, TableTerm table) {
        long[] finer = new long[cellOf.length];
        for (int item = 0; item < finer.length; item++) {
            finer[item] = cellOf[item] * table.itemValues() + table.itemCodes[item];
        }
        return finer;
    }

    /** Small numbers again, so that the next refinement does not overflow. */
    private static long[] renumbered(long[] cells) {
        Dictionary<Long> numbers = new Dictionary<>();
        return Arrays.stream(cells).map(numbers::code).toArray();
    }

    private static Layout arranged(ScoreData data, long[] cellOf, List<Integer> chosen, boolean pruning) {
        int items = data.items();
        long[] fixed = data.itemFixed();
        int[] places = pruning
                ? IntStream.range(0, items)
                        .boxed()
                        .sorted(Comparator.comparingLong((Integer i) -> cellOf[i])
                                .thenComparing((Integer i) -> fixed[i], Comparator.reverseOrder())
                                .thenComparing(Comparator.naturalOrder()))
                        .mapToInt(Integer::intValue)
                        .toArray()
                : IntStream.range(0, items).toArray();
        int[] starts = IntStream.rangeClosed(0, items)
                .filter(at -> at == 0 || at == items || cellOf[places[at]] != cellOf[places[at - 1]])
                .distinct()
                .toArray();
        int[] cellTables = chosen.stream().mapToInt(Integer::intValue).toArray();
        int[] otherTables = IntStream.range(0, data.tables().size())
                .filter(table -> !chosen.contains(table))
                .toArray();
        int[][] cellCodes = new int[cellTables.length][];
        for (int t = 0; t < cellTables.length; t++) {
            int[] codes = data.tables().get(cellTables[t]).itemCodes;
            cellCodes[t] = IntStream.range(0, starts.length - 1)
                    .map(cell -> codes[places[starts[cell]]])
                    .toArray();
        }
        int[][] otherCodes = new int[otherTables.length][];
        for (int t = 0; t < otherTables.length; t++) {
            int[] codes = data.tables().get(otherTables[t]).itemCodes;
            otherCodes[t] = Arrays.stream(places).map(place -> codes[place]).toArray();
        }
        long[] ordered = Arrays.stream(places).mapToLong(place -> fixed[place]).toArray();
        return new Layout(places, ordered, cellCodes, cellTables, otherCodes, otherTables, starts);
    }
}
