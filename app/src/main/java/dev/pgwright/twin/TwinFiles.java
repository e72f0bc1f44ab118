package dev.pgwright.twin;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.RelationMeasurement;
import dev.pgwright.snapshot.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the twin's files the target's lengths, and index metapages what the planner reads from them. */
final class TwinFiles {
    private static final String PATHS = "SELECT n.nspname, c.relname, pg_relation_filepath(c.oid)"
            + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'i', 'm') AND n.nspname !~ '^(pg_|information_schema$)'";

    private final Snapshot snapshot;
    private final Path data;
    private final Map<String, String> paths = new HashMap<>();
    private final Map<Long, RelationMeasurement> measured = new HashMap<>();
    private final List<Runnable> whileStopped = new ArrayList<>();

    TwinFiles(Snapshot snapshot, Path data) {
        this.snapshot = snapshot;
        this.data = data;
        snapshot.rows(Facts.RELATION_MEASUREMENT).forEach(row -> measured.put(row.oid(), row));
    }

    /** Patches and extends all files that may be while the server runs. */
    void patch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PATHS)) {
            while (rows.next()) {
                paths.put(rows.getString(1) + '\0' + rows.getString(2), rows.getString(3));
            }
        }
        BtreeHeights heights = new BtreeHeights(snapshot);
        for (Index index : snapshot.rows(Facts.INDEX)) {
            @Nullable RelationFile file = file(index.schema(), index.name());
            if (file != null) {
                patch(index, file, heights);
            }
        }
        for (Relation table : snapshot.rows(Facts.RELATION)) {
            @Nullable RelationFile file = TableDdl.isTable(table) ? file(table.schema(), table.name()) : null;
            if (file != null) {
                file.extend(pages(table.oid(), table.pages()));
            }
        }
    }

    private @Nullable RelationFile file(String schema, String name) {
        @Nullable String path = paths.get(schema + '\0' + name);
        return path == null ? null : new RelationFile(data.resolve(path));
    }

    private long pages(long oid, long otherwise) {
        @Nullable RelationMeasurement row = measured.get(oid);
        return row == null || row.pages() == null ? otherwise : row.pages();
    }

    private void patch(Index index, RelationFile file, BtreeHeights heights) {
        long pages = pages(index.oid(), index.pages());
        @Nullable RelationMeasurement row = measured.get(index.oid());
        switch (index.accessMethod()) {
            case "btree" -> {
                int height = row == null || row.height() == null ? heights.estimate(index, pages) : row.height();
                BtreePages.setHeight(file, height);
                file.extend(pages);
            }
            case "gin" -> {
                if (row != null && row.gin() != null) {
                    GinPages.Counters counters = GinPages.Counters.of(row.gin());
                    whileStopped.add(() -> GinPages.setCounters(file, counters));
                }
                whileStopped.add(() -> file.extend(pages));
            }
            case "brin" -> {
                long last = BrinPages.lastRangeMapPage(heapPages(index), pagesPerRange(index));
                if (last > 1) {
                    whileStopped.add(() -> BrinPages.setLastRangeMapPage(file, last));
                }
                whileStopped.add(() -> file.extend(pages));
            }
            default -> file.extend(pages);
        }
    }

    private long heapPages(Index index) {
        return snapshot.relation(index.relationOid())
                .map(table -> pages(table.oid(), table.pages()))
                .orElse(0L);
    }

    private static long pagesPerRange(Index index) {
        return index.options().stream()
                .filter(option -> option.startsWith("pages_per_range="))
                .map(option -> Long.parseLong(option.substring(option.indexOf('=') + 1)))
                .findFirst()
                .orElse(BrinPages.DEFAULT_PAGES_PER_RANGE);
    }

    /** What has to wait for the server to let go of pages that it holds in its shared buffers. */
    List<Runnable> whileStopped() {
        return whileStopped;
    }
}
