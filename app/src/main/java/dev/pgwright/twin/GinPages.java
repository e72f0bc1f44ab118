package dev.pgwright.twin;

import dev.pgwright.snapshot.RelationMeasurement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The counters in a GIN index's metapage, from which gincostestimate (selfuncs.c) works. Layout: ginblock.h. */
public final class GinPages {
    private static final int META = 24;
    private static final int NO_BLOCK = -1;
    /** GIN_CURRENT_VERSION, since 9.4. */
    private static final int VERSION = 2;

    private GinPages() {}

    /**
     * The counters (GinStatsData in gin.h).
     *
     * @param pendingPages pages of the list of entries that are not merged yet
     * @param pendingTuples rows in it
     * @param totalPages pages of the index when it was last vacuumed or built
     * @param entryPages pages of the tree of keys
     * @param dataPages pages of posting trees
     * @param entries distinct keys
     */
    public record Counters(
            long pendingPages, long pendingTuples, long totalPages, long entryPages, long dataPages, long entries) {
        static Counters of(RelationMeasurement.GinCounters read) {
            return new Counters(
                    read.pendingPages(),
                    read.pendingTuples(),
                    read.totalPages(),
                    read.entryPages(),
                    read.dataPages(),
                    read.entries());
        }
    }

    /** What the metapage says. */
    public static Counters counters(RelationFile index) {
        return counters(index.read(0));
    }

    private static Counters counters(ByteBuffer meta) {
        return new Counters(
                Integer.toUnsignedLong(meta.getInt(META + 12)),
                meta.getLong(META + 16),
                Integer.toUnsignedLong(meta.getInt(META + 24)),
                Integer.toUnsignedLong(meta.getInt(META + 28)),
                Integer.toUnsignedLong(meta.getInt(META + 32)),
                meta.getLong(META + 40));
    }

    /** What a metapage of a server with this machine's byte order says; empty when it is none of this version. */
    static Optional<RelationMeasurement.GinCounters> read(byte[] page) {
        ByteBuffer meta = ByteBuffer.wrap(page).order(ByteOrder.nativeOrder());
        if (page.length != RelationFile.PAGE_SIZE || meta.getInt(META + 48) != VERSION) {
            return Optional.empty();
        }
        Counters c = counters(meta);
        return Optional.of(new RelationMeasurement.GinCounters(
                c.pendingPages, c.pendingTuples, c.totalPages, c.entryPages, c.dataPages, c.entries));
    }

    /** Writes them; the server must not have the metapage in its shared buffers. */
    public static void setCounters(RelationFile index, Counters counters) {
        ByteBuffer meta = index.read(0);
        meta.putInt(META, NO_BLOCK).putInt(META + 4, NO_BLOCK).putInt(META + 8, 0); // an empty pending list
        meta.putInt(META + 12, (int) counters.pendingPages);
        meta.putLong(META + 16, counters.pendingTuples);
        meta.putInt(META + 24, (int) counters.totalPages);
        meta.putInt(META + 28, (int) counters.entryPages);
        meta.putInt(META + 32, (int) counters.dataPages);
        meta.putLong(META + 40, counters.entries);
        index.write(0, meta);
    }
}
