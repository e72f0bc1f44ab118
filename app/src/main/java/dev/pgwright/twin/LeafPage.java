package dev.pgwright.twin;

/**
 * Fills leaf pages of a btree as a sorted build does (_bt_buildadd in nbtsort.c): a page is finished when its free
 * space is below what the fillfactor leaves, and its last tuple then moves to the next page.
 */
final class LeafPage {
    /** Space for tuples and their line pointers: page less header, special space and the high key's line pointer. */
    static final int ROOM = IndexEstimate.PAGE - 24 - 16 - 4;

    static final int LINE_POINTER = 4;
    /** Room for a heap TID in the high key. */
    private static final int TID_ROOM = 8;

    private final int leave;
    private int free = ROOM;
    private int items;
    private int lastSize;
    private int lastExtra;
    private long finished;
    private long finishedBytes;
    private long finishedItems;

    LeafPage(int fillfactor) {
        leave = IndexEstimate.PAGE * (100 - fillfactor) / 100;
    }

    /**
     * Adds a tuple.
     *
     * @param size aligned size in bytes
     * @param posting bytes of its list of heap TIDs, which a high key does without
     */
    void add(int size, int posting) {
        int space = free - LINE_POINTER; // PageGetFreeSpace
        if (items > 1 && (space < size + TID_ROOM || space + lastExtra < leave)) {
            finished++;
            finishedBytes += ROOM - free - lastSize - LINE_POINTER;
            finishedItems += items - 1;
            free = ROOM - lastSize - LINE_POINTER;
            items = 1;
        }
        free -= size + LINE_POINTER;
        items++;
        lastSize = size;
        lastExtra = posting;
    }

    long finished() {
        return finished;
    }

    /** Bytes of tuples with their line pointers on an average finished page. */
    double bytesPerPage() {
        return (double) finishedBytes / finished;
    }

    /** Tuples on an average finished page. */
    double itemsPerPage() {
        return (double) finishedItems / finished;
    }
}
