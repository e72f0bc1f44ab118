package dev.pgwright.operation;

import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * What a change reads and how much disk it takes, in bytes. Sizes come from the last vacuum or analyze, so they are
 * as old as that.
 *
 * @param read bytes that are read
 * @param disk bytes that are written and stay
 */
public record Estimate(long read, long disk) {
    /** Catalog rows alone. */
    public static final Estimate NOTHING = new Estimate(0, 0);

    /** IndexTupleData (itup.h) and ItemIdData (itemid.h). */
    private static final int INDEX_ENTRY_OVERHEAD = 8 + 4;
    /** BTREE_DEFAULT_FILLFACTOR (nbtree.h). */
    private static final double FILLED = 0.9;

    private static final int UNKNOWN_WIDTH = 16;

    /** Bytes in a second: cold reads of network storage. */
    private static final double READ = 100e6;
    /** Bytes in a second: sorted or copied, and written with their write-ahead log. */
    private static final double WRITE = 50e6;

    /** Roughly, on a server of middling speed that is not otherwise busy; waits for others come on top. */
    public double seconds() {
        return read / READ + disk / WRITE;
    }

    /** A look at every row. */
    static Estimate scan(Snapshot snapshot, TableName table) {
        return new Estimate(bytes(snapshot, table), 0);
    }

    /** A second copy of the relation. */
    static Estimate copy(Snapshot snapshot, TableName relation) {
        long bytes = bytes(snapshot, relation);
        return new Estimate(bytes, bytes);
    }

    /** A second copy of the table, its TOAST table and its indexes. */
    static Estimate copyWithIndexes(Snapshot snapshot, TableName table) {
        long pages = snapshot.relation(table.schema(), table.name()).stream()
                .mapToLong(relation -> relation.pages()
                        + relation.toastPages()
                        + snapshot.indexesOf(relation.oid()).stream()
                                .mapToLong(Index::pages)
                                .sum())
                .sum();
        long bytes = pages * snapshot.server().blockSizeBytes();
        return new Estimate(bytes, bytes);
    }

    /** A new index of these columns: an entry for every row, no larger than the table; twice read when concurrent. */
    static Estimate index(Snapshot snapshot, TableName table, List<String> columns) {
        long heap = bytes(snapshot, table);
        double rows = snapshot.relation(table.schema(), table.name())
                .map(Relation::tuples)
                .orElse(0.0);
        int width = columns.stream()
                .mapToInt(column -> width(snapshot, table, column))
                .sum();
        double entry = INDEX_ENTRY_OVERHEAD + (width + 7) / 8 * 8; // MAXALIGN
        return new Estimate(2 * heap, Math.min(heap, (long) (Math.max(rows, 0) * entry / FILLED)));
    }

    private static int width(Snapshot snapshot, TableName table, String column) {
        return snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                .filter(s -> s.schema().equals(table.schema())
                        && s.relation().equals(table.name())
                        && s.column().equals(column))
                .mapToInt(ColumnStatistics::averageWidthBytes)
                .findFirst()
                .orElse(UNKNOWN_WIDTH);
    }

    private static long bytes(Snapshot snapshot, TableName table) {
        return snapshot.relation(table.schema(), table.name())
                .map(relation -> relation.pages() * snapshot.server().blockSizeBytes())
                .orElse(0L);
    }
}
