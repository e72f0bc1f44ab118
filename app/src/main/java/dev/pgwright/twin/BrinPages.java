package dev.pgwright.twin;

import java.nio.ByteBuffer;

/**
 * The end of a BRIN index's range map in its metapage: brincostestimate (selfuncs.c) takes that many pages as read in
 * order. Layout: brin_page.h.
 */
public final class BrinPages {
    private static final int META = 24;
    private static final int MAGIC = 0xA8109CFA;
    private static final int LAST_REVMAP_PAGE = META + 12;

    /** BRIN_DEFAULT_PAGES_PER_RANGE. */
    public static final long DEFAULT_PAGES_PER_RANGE = 128;

    /** (8192 - 24 - 8) / 6. */
    private static final long RANGES_ON_A_PAGE = 1360;

    private BrinPages() {}

    /** Number of the last page of the range map, from 1. */
    public static long lastRangeMapPage(RelationFile index) {
        return Integer.toUnsignedLong(meta(index).getInt(LAST_REVMAP_PAGE));
    }

    /** Writes it; the server must not have the metapage in its shared buffers. */
    public static void setLastRangeMapPage(RelationFile index, long page) {
        ByteBuffer meta = meta(index);
        meta.putInt(LAST_REVMAP_PAGE, (int) page);
        index.write(0, meta);
    }

    /**
     * The last page of the range map of an index that was built at once (REVMAP_PAGE_MAXITEMS item pointers of 6 bytes
     * each fit a page: 1360).
     *
     * @param heapPages pages of the table
     * @param pagesPerRange storage parameter, 128 by default
     */
    public static long lastRangeMapPage(long heapPages, long pagesPerRange) {
        long ranges = (heapPages + pagesPerRange - 1) / pagesPerRange;
        return Math.max(1, (ranges + RANGES_ON_A_PAGE - 1) / RANGES_ON_A_PAGE);
    }

    private static ByteBuffer meta(RelationFile index) {
        ByteBuffer meta = index.read(0);
        if (meta.getInt(META) != MAGIC) {
            throw new IllegalArgumentException("no BRIN index");
        }
        return meta;
    }
}
