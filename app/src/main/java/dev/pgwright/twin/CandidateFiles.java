package dev.pgwright.twin;

import dev.pgwright.operation.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the files of newly built candidates as long as they would be, with what the planner reads in them. */
final class CandidateFiles {
    /** OIDs of a new server are below this, so a file number made by adding it is free. */
    private static final long FREE_FILE_NUMBERS = 1L << 31;

    /** Downlinks of 16 bytes and their line pointers on an internal page. */
    private static final double MOST_CHILDREN = 0.7 * (RelationFile.PAGE_SIZE - 24 - 16) / 20;

    private final List<Heap> heaps;

    CandidateFiles(List<Heap> heaps) {
        this.heaps = heaps;
    }

    /**
     * A table with a file of its own.
     *
     * @param root SQL name of the table that a candidate names: this one, or one that this is a partition of
     * @param pages as pg_class has it, as are the tuples and the all-visible pages
     */
    record Heap(long id, String root, TableName table, Path file, long pages, double tuples, long visible) {}

    /**
     * An index that now exists: a candidate, or its part on a partition.
     *
     * @param node file number
     * @param file null for the parent of a partitioned index
     */
    record Built(
            long id,
            WhatIfIndex index,
            TableName table,
            String method,
            long node,
            @Nullable Path file) {}

    /**
     * What pg_class is to say.
     *
     * @param node another file number; 0 for none
     */
    record Numbers(long id, long pages, double tuples, long visible, long node) {}

    Numbers shape(Built built) {
        if (built.file == null) {
            return new Numbers(built.id, 0, built.index.size().tuples(), 0, 0);
        }
        IndexEstimate size = size(built);
        GinPages.Counters counters = built.index.gin();
        boolean rewritten = built.method.equals("brin") || (built.method.equals("gin") && counters != null);
        long node = rewritten ? FREE_FILE_NUMBERS + built.node : 0;
        RelationFile file = rewritten ? copy(built.file, node) : new RelationFile(built.file);
        switch (built.method) {
            case "btree" -> BtreePages.setHeight(file, size.height());
            case "gin" -> {
                if (counters != null) {
                    GinPages.setCounters(file, counters);
                }
            }
            case "brin" ->
                BrinPages.setLastRangeMapPage(
                        file, BrinPages.lastRangeMapPage(heapPages(built.table), pagesPerRange(file)));
            default -> {
                // the planner reads no metapage of the others: their length is all
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
            return new RelationFile(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long heapPages(TableName table) {
        return heaps.stream()
                .filter(heap -> heap.table.equals(table))
                .mapToLong(heap -> new RelationFile(heap.file).pages())
                .findFirst()
                .orElse(0);
    }

    /** BrinMetaPageData (brin_page.h): magic, version, pages of the table in a range. */
    private static long pagesPerRange(RelationFile index) {
        return Integer.toUnsignedLong(index.read(0).getInt(24 + 8));
    }

    private IndexEstimate size(Built built) {
        WhatIfIndex index = built.index;
        IndexEstimate own = index.partitions().get(built.table);
        if (own != null || built.table.equals(index.table())) {
            return own == null ? index.size() : own;
        }
        String root = index.table().sql();
        double all = 0;
        double here = 0;
        for (Heap heap : heaps) {
            double tuples = heap.root.equals(root) ? Math.max(0, heap.tuples) : 0;
            all += tuples;
            here += heap.table.equals(built.table) ? tuples : 0;
        }
        return share(index.size(), all == 0 ? 0 : here / all);
    }

    /**
     * What one partition has of an index whose size is known as a whole. Its height follows from the children of an
     * internal page: as many as leaves have entries, less as it is filled to 70 % instead of 90 % (nbtree.h), and never
     * more than with the narrowest key.
     */
    static IndexEstimate share(IndexEstimate whole, double part) {
        long pages = Math.max(1, Math.round(whole.pages() * part));
        double entries = whole.tuples() / Math.max(1, whole.pages());
        double children = Math.max(2, Math.min(MOST_CHILDREN, entries * 70 / 90));
        int height = 0;
        for (double level = pages - 1; level > 1; level = Math.ceil(level / children)) {
            height++;
        }
        return new IndexEstimate(pages, whole.tuples() * part, Math.min(whole.height(), height));
    }
}
