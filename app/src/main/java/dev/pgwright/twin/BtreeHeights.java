package dev.pgwright.twin;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Snapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The height of a btree that nobody measured, from its pages and the width of its keys. */
final class BtreeHeights {
    /** Bytes of a page for items: without header, special space and high key's pointer. */
    private static final double ROOM = RelationFile.PAGE_SIZE - 24 - 16.0;
    /** Share of an internal page that is filled (BTREE_NONLEAF_FILLFACTOR). */
    private static final double FILLED = 0.7;
    /** Item pointer and tuple header. */
    private static final int OVERHEAD = 4 + 8;

    private static final int UNKNOWN_WIDTH = 16;

    private final Snapshot snapshot;
    private final Map<String, Integer> widths = new HashMap<>();

    BtreeHeights(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (ColumnStatistics s : snapshot.rows(Facts.COLUMN_STATISTICS)) {
            widths.put(s.schema() + '\0' + s.relation() + '\0' + s.column(), s.averageWidthBytes());
        }
    }

    /** Levels above the leaves of an index of that many pages (metapage included). */
    int estimate(Index index, long pages) {
        double perPage = Math.max(2, Math.floor(ROOM * FILLED / (OVERHEAD + keyWidth(index))));
        double level = pages - 1.0;
        int height = 0;
        while (level > 1) {
            level = Math.ceil(level / perPage);
            height++;
        }
        return height;
    }

    private int keyWidth(Index index) {
        int width = 0;
        for (Index.Key key : index.keys()) {
            @Nullable
            Column column = snapshot.columnsOf(index.relationOid()).stream()
                    .filter(each -> each.name().equals(key.column()))
                    .findFirst()
                    .orElse(null);
            int fixed = column == null ? -1 : column.lengthBytes();
            width += fixed > 0
                    ? fixed
                    : widths.getOrDefault(
                            index.schema() + '\0' + index.relation() + '\0' + key.column(), UNKNOWN_WIDTH);
        }
        return (width + 7) / 8 * 8; // MAXALIGN
    }
}
