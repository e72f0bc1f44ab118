package dev.pgwright.twin;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds candidates in one database of a twin, hidden: on tables cut to their end-point rows, then made as long and as
 * high as they would be.
 */
final class CandidateBuilder {
    /** OIDs are below this in a new server, so a file number made by adding it is free. */
    private static final long FREE_FILE_NUMBERS = 1L << 31;

    private final LocalPostgres server;
    private final Connection connection;
    private final Map<String, String> refusals = new TreeMap<>();

    private CandidateBuilder(LocalPostgres server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** A table with a file of its own. */
    private record Heap(long id, String root, TableName table, Path file, int pages, float tuples, int visible) {}

    /** An index that now exists; no file for the parent of a partitioned one. */
    private record Built(
            long id,
            WhatIfIndex index,
            TableName table,
            String method,
            long node,
            @Nullable Path file) {}

    /** What pg_class is to say; node 0 leaves the file as it is. */
    private record Numbers(long id, long pages, double tuples, int visible, long node) {}

    /**
     * What came of it.
     *
     * @param ids OIDs of each built candidate and its parts on partitions, as a list with commas, by name
     * @param refusals why one could not be built, in the server's words, by name
     */
    record Outcome(Map<String, String> ids, Map<String, String> refusals) {}

    /** Builds them all but those that the server refuses. */
    static Outcome build(LocalPostgres server, String database, List<WhatIfIndex> indexes) {
        try (Connection connection = WhatIfSql.connect(server, database)) { // a new one: see CutFile
            return new CandidateBuilder(server, connection).build(indexes);
        } catch (SQLException e) {
            throw WhatIfSql.failure("Hypothetical indexes could not be made", e);
        }
    }

    private Outcome build(List<WhatIfIndex> indexes) throws SQLException {
        WhatIfSql.execute(
                connection,
                "SET allow_system_table_mods = on; SET max_parallel_maintenance_workers = 0;"
                        + " SET client_min_messages = error; CHECKPOINT");
        List<Heap> heaps = heaps(indexes);
        List<CutFile> cuts = new ArrayList<>();
        try {
            heaps.stream().map(Heap::file).distinct().forEach(file -> cuts.add(CutFile.cut(file)));
            create(indexes);
        } finally {
            cuts.forEach(CutFile::restore);
        }
        List<Built> built = built(indexes);
        if (built.stream().anyMatch(index -> !index.method.equals("btree"))) {
            WhatIfSql.execute(connection, "CHECKPOINT"); // only btrees are built past the shared buffers
        }
        List<Numbers> numbers = new ArrayList<>();
        heaps.forEach(heap -> numbers.add(new Numbers(heap.id, heap.pages, heap.tuples, heap.visible, 0)));
        built.forEach(index -> numbers.add(shape(index, heaps)));
        write(numbers, built);
        Map<String, String> ids = new TreeMap<>();
        built.forEach(part -> ids.merge(part.index.name(), String.valueOf(part.id), (a, b) -> a + "," + b));
        return new Outcome(ids, refusals);
    }

    private void create(List<WhatIfIndex> indexes) throws SQLException {
        for (WhatIfIndex index : indexes) {
            try {
                WhatIfSql.execute(connection, index.definition());
            } catch (SQLException e) {
                if (connection.isClosed()) {
                    throw e;
                }
                refusals.put(index.name(), DdlRunner.sentence(e));
            }
        }
    }

    private List<Heap> heaps(List<WhatIfIndex> indexes) throws SQLException {
        List<String> tables =
                indexes.stream().map(index -> index.table().sql()).distinct().toList();
        return query(
                "whatif-heaps",
                tables,
                row -> new Heap(
                        row.getLong("id"),
                        row.getString("root"),
                        new TableName(row.getString("schema"), row.getString("name")),
                        server.dataFolder().resolve(row.getString("file")),
                        row.getInt("pages"),
                        row.getFloat("tuples"),
                        row.getInt("visible")));
    }

    private List<Built> built(List<WhatIfIndex> indexes) throws SQLException {
        Map<String, WhatIfIndex> byName = new LinkedHashMap<>();
        for (WhatIfIndex index : indexes) {
            if (!refusals.containsKey(index.name())) {
                byName.put(index.index().sql(), index);
            }
        }
        return query("whatif-built", List.copyOf(byName.keySet()), row -> {
            String file = row.getString("file");
            return new Built(
                    row.getLong("id"),
                    byName.get(row.getString("root")),
                    new TableName(row.getString("schema"), row.getString("name")),
                    row.getString("method"),
                    row.getLong("node"),
                    file == null ? null : server.dataFolder().resolve(file));
        });
    }

    /** Makes the file of a new index what it would be. */
    private Numbers shape(Built built, List<Heap> heaps) {
        if (built.file == null) {
            return new Numbers(built.id, 0, built.index.size().tuples(), 0, 0);
        }
        IndexEstimate size = size(built, heaps);
        RelationFile file = new RelationFile(built.file);
        long node = 0;
        switch (built.method) {
            case "btree" -> BtreePages.setHeight(file, size.height());
            case "gin" -> {
                GinPages.Counters counters = built.index.gin();
                if (counters != null) {
                    node = FREE_FILE_NUMBERS + built.node;
                    file = copy(built.file, node);
                    GinPages.setCounters(file, counters);
                }
            }
            case "brin" -> {
                node = FREE_FILE_NUMBERS + built.node;
                file = copy(built.file, node);
                BrinPages.setLastRangeMapPage(
                        file, BrinPages.lastRangeMapPage(pagesOf(built.table, heaps), pagesPerRange(file)));
            }
            default -> {
                // the planner reads no metapage of the others: their size is all
            }
        }
        file.extend(size.pages());
        return new Numbers(built.id, size.pages(), size.tuples(), 0, node);
    }

    /** A file under a number that the shared buffers know nothing of, so what is written there is read. */
    private static RelationFile copy(Path file, long node) {
        Path copy = file.resolveSibling(Long.toString(node));
        try {
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RelationFile(copy);
    }

    private static long pagesOf(TableName table, List<Heap> heaps) {
        return heaps.stream()
                .filter(heap -> heap.table.equals(table))
                .mapToLong(heap -> new RelationFile(heap.file).pages())
                .findFirst()
                .orElse(0);
    }

    private static IndexEstimate size(Built built, List<Heap> heaps) {
        IndexEstimate own = built.index.partitions().get(built.table);
        if (own != null || built.table.equals(built.index.table())) {
            return own == null ? built.index.size() : own;
        }
        String root = built.index.table().sql();
        double all = heaps.stream()
                .filter(heap -> heap.root.equals(root))
                .mapToDouble(heap -> Math.max(0, heap.tuples))
                .sum();
        double here = heaps.stream()
                .filter(heap -> heap.root.equals(root) && heap.table.equals(built.table))
                .mapToDouble(heap -> Math.max(0, heap.tuples))
                .sum();
        return share(built.index.size(), all == 0 ? 0 : here / all);
    }

    /** What one partition has of an index whose size is only known as a whole. */
    private static IndexEstimate share(IndexEstimate whole, double part) {
        long pages = Math.max(1, Math.round(whole.pages() * part));
        double fanOut = Math.pow(Math.max(2, whole.pages()), 1.0 / Math.max(1, whole.height()));
        int height = pages <= 2 ? 0 : (int) Math.ceil(Math.log(pages) / Math.log(fanOut));
        return new IndexEstimate(pages, whole.tuples() * part, Math.min(whole.height(), height));
    }

    /** BrinMetaPageData (brin_page.h): magic, version, pages of the table in a range. */
    private static long pagesPerRange(RelationFile index) {
        return Integer.toUnsignedLong(index.read(0).getInt(24 + 8));
    }

    /** Sizes into pg_class, and the new indexes out of the planner's sight. */
    private void write(List<Numbers> numbers, List<Built> built) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TwinSql.load("whatif-numbers"))) {
            update.setString(1, array(numbers.stream().map(Numbers::id).toList()));
            update.setString(2, array(numbers.stream().map(Numbers::pages).toList()));
            update.setString(3, array(numbers.stream().map(Numbers::tuples).toList()));
            update.setString(4, array(numbers.stream().map(Numbers::visible).toList()));
            update.setString(5, array(numbers.stream().map(Numbers::node).toList()));
            update.executeUpdate();
        }
        WhatIfSql.execute(
                connection,
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = ANY ('"
                        + array(built.stream().map(Built::id).toList()) + "'::oid[])");
    }

    private static String array(List<? extends Number> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Reads one row. */
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String name, List<String> names, Row<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TwinSql.load(name))) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
        }
        return rows;
    }
}
