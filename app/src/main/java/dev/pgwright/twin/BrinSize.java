package dev.pgwright.twin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Size of a BRIN index after its build (brin.c, brin_revmap.c, brin_tuple.c): a metapage, the map of ranges, and one
 * summary tuple for each range.
 *
 * @param heapPages of the table
 * @param pagesPerRange storage parameter
 */
record BrinSize(long heapPages, int pagesPerRange) {
    static final int PAGES_PER_RANGE = 128;
    private static final int CONTENT = IndexEstimate.PAGE - 24 - 8;
    /** REVMAP_PAGE_MAXITEMS: item pointers of 6 bytes. */
    private static final int RANGES_PER_MAP_PAGE = CONTENT / 6;

    private static final int TUPLE_HEADER = 8;
    private static final int MAXALIGN = 8;
    private static final int LINE_POINTER = 4;

    /**
     * The estimate.
     *
     * @param columns with the operator class of each
     */
    IndexEstimate estimate(List<KeyColumn> columns, List<BrinOperators> operators) {
        long ranges = Math.max(1, (heapPages + pagesPerRange - 1) / pagesPerRange);
        Spread size = Spread.of(TUPLE_HEADER);
        for (int i = 0; i < columns.size(); i++) {
            KeyColumn column = columns.get(i);
            size = switch (operators.get(i)) {
                case MINMAX -> column.after(column.after(size));
                case INCLUSION -> column.after(size).moved(2, 1);
                case MINMAX_MULTI ->
                    size.aligned(4).moved(4 + 16 + 32 * column.widths().mean(), 1);
                case BLOOM -> size.aligned(4).moved(4 + bloom(column), 1);
            };
        }
        double bytes = size.aligned(MAXALIGN).mean() + LINE_POINTER;
        double perPage = Math.max(1, Math.floor(CONTENT / bytes));
        long pages = (long) Math.ceil(ranges / perPage);
        long map = (ranges + RANGES_PER_MAP_PAGE - 1) / RANGES_PER_MAP_PAGE;
        return new IndexEstimate(1 + map + pages, ranges, 0);
    }

    /** Bytes of a filter with the default parameters: 10 % of the rows distinct, 1 % false positives (brin_bloom.c). */
    private double bloom(KeyColumn column) {
        double rowsPerRange = pagesPerRange * 291.0; // MaxHeapTuplesPerPage
        double distinct = Math.max(16, Math.min(column.distinct(), rowsPerRange * 0.1));
        double bits = Math.ceil(-distinct * Math.log(0.01) / (Math.log(2) * Math.log(2)));
        return 12 + Math.ceil(bits / 8);
    }

    /** Families of BRIN operator classes. */
    enum BrinOperators {
        MINMAX,
        MINMAX_MULTI,
        INCLUSION,
        BLOOM;

        /** By the name of an operator class, null being the type's default. */
        static BrinOperators of(@Nullable String name, boolean container) {
            if (name == null) {
                return container ? INCLUSION : MINMAX;
            }
            if (name.contains("bloom")) {
                return BLOOM;
            }
            if (name.contains("multi")) {
                return MINMAX_MULTI;
            }
            return name.contains("inclusion") ? INCLUSION : MINMAX;
        }
    }
}
