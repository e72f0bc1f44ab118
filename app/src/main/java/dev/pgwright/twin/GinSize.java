package dev.pgwright.twin;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Size of a GIN index after its build (gininsert.c, ginentrypage.c, gindatapage.c, ginpostinglist.c): a tree of
 * entries, each with its rows in a compressed list or, when long, in a tree of its own.
 *
 * @param heapPages of the table
 */
record GinSize(double heapPages) {
    private static final int HEADER = 8;
    private static final int MAXALIGN = 8;
    private static final int LINE_POINTER = 4;
    /** Of a page of entries: page less header and special space. */
    private static final int ENTRY_ROOM = IndexEstimate.PAGE - 24 - 8;
    /** Of inner pages, whose items are small beside them. */
    private static final double INNER_FILL = 0.5;
    /** So many entries tell how full pages get. */
    private static final int SIMULATED = 2_000;
    /** Of a page of rows: less its right bound as well (GinDataPageMaxDataSize). */
    private static final int DATA_ROOM = ENTRY_ROOM - 8;

    private static final int CHILDREN_PER_DATA_PAGE = DATA_ROOM / 10;
    /** GinMaxItemSize: a longer entry gets a tree for its rows. */
    private static final int LARGEST_ENTRY = 2712;
    /** First row and length of a compressed list (GinPostingList). */
    private static final int LIST_HEADER = 8;
    /** A list in a tree is cut into pieces of about this size (GinPostingListSegmentTargetSize). */
    private static final int SEGMENT = 256;

    /** Rows lie so many positions apart per page: ItemPointers are numbered in steps of 2^11 a page. */
    private static final int POSITIONS_PER_PAGE = 1 << 11;

    /**
     * Entries that are alike.
     *
     * @param number how many
     * @param rows that each is found in
     * @param keyBytes size of the key as stored
     */
    record Entries(double number, double rows, double keyBytes) {}

    /** The estimate; the rows of the index are those of the table. */
    IndexEstimate estimate(List<Entries> entries, double rows) {
        double inner = 0;
        double number = 0;
        double data = 0;
        EntryPages singles = new EntryPages();
        double leaf = 0;
        for (Entries one : entries) {
            double base = align(HEADER + one.keyBytes());
            double whole = one.rows() < 0.5 ? base : base + LIST_HEADER + (one.rows() - 1) * bytesPerRow(one.rows());
            boolean listed = whole <= LARGEST_ENTRY;
            int size = (int) align(listed ? whole : base) + LINE_POINTER;
            if (one.number() <= 1) {
                singles.add(size);
            } else {
                leaf += pages(size, one.number());
            }
            inner += one.number() * (base + LINE_POINTER);
            number += one.number();
            data += listed ? 0 : one.number() * dataPages(one.rows());
        }
        double level = Math.max(1, Math.ceil(leaf + singles.finished + (leaf == 0 || singles.finished > 0 ? 1 : 0)));
        double pages = 1 + level + data;
        double fanout = Math.max(2, ENTRY_ROOM * INNER_FILL / (inner / Math.max(1, number)));
        while (level > 1) {
            level = Math.ceil(level / fanout);
            pages += level;
        }
        return new IndexEstimate(Math.round(pages), rows, 0);
    }

    /** Pages that so many entries of a size fill. */
    private static double pages(int size, double number) {
        EntryPages pages = new EntryPages();
        int simulated = (int) Math.min(number, SIMULATED);
        for (int i = 0; i < simulated; i++) {
            pages.add(size);
        }
        return pages.finished < 2 ? number * size / ENTRY_ROOM : number * pages.finished / pages.items;
    }

    /** Appends sorted entries; a full page is split in halves by bytes, and the left one stays so (entrySplitPage). */
    private static final class EntryPages {
        private final ArrayDeque<Integer> page = new ArrayDeque<>();
        private int used;
        private int finished;
        /** On finished pages. */
        private int items;

        void add(int size) {
            page.add(size);
            used += size;
            if (used > ENTRY_ROOM) {
                int total = used;
                int left = 0;
                while (left <= total / 2 && page.size() > 1) {
                    left += page.remove();
                    items++;
                }
                used = total - left;
                finished++;
            }
        }
    }

    private double dataPages(double rows) {
        double bytes = (rows * bytesPerRow(rows)) * (1 + (double) LIST_HEADER / SEGMENT);
        double level = Math.ceil(bytes / (DATA_ROOM - SEGMENT / 2.0));
        double pages = level;
        while (level > 1) {
            level = Math.ceil(level / CHILDREN_PER_DATA_PAGE);
            pages += level;
        }
        return pages;
    }

    /** Average bytes of the distance to the next row, seven bits in each (encode_varbyte), for rows anywhere. */
    private double bytesPerRow(double rows) {
        double perPage = rows / Math.max(1, heapPages);
        double onPage = -Math.expm1(-perPage); // share of the pages that have such a row
        double crossing = Math.min(1, heapPages * onPage / rows);
        double stay = 1 - crossing;
        double bytes = stay;
        double before = 0;
        for (int size = 2; size <= 6; size++) {
            double pagesWithin = Math.pow(2, 7.0 * size) / POSITIONS_PER_PAGE;
            double upTo = -Math.expm1(pagesWithin * Math.log1p(-Math.min(onPage, 1 - 1e-12)));
            bytes += crossing * (upTo - before) * size;
            before = upTo;
        }
        return bytes;
    }

    private static double align(double size) {
        return Math.ceil(size / MAXALIGN) * MAXALIGN;
    }
}
