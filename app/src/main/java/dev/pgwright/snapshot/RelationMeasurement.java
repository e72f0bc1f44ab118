package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What the planner reads of a relation's own files, asked for by name since asking locks the relation for a moment
 * (ACCESS SHARE, as planning a statement does).
 *
 * @param oid of a table, materialized view or index
 * @param pages pages of the main file now; null when it could not be asked
 * @param height of a btree: levels above the leaves; null for others and when it could not be told
 * @param gin counters of a GIN index; null for others and when they could not be read
 */
public record RelationMeasurement(
        long oid,
        String schema,
        String name,
        @Nullable Long pages,
        @Nullable Integer height,
        @Nullable GinCounters gin) {
    /**
     * The counters in a GIN index's metapage (GinStatsData in gin.h).
     *
     * @param pendingPages pages of the list of entries that are not merged yet
     * @param pendingTuples rows in it
     * @param totalPages pages of the index when it was last vacuumed or built
     * @param entryPages pages of the tree of keys
     * @param dataPages pages of posting trees
     * @param entries distinct keys
     */
    public record GinCounters(
            long pendingPages, long pendingTuples, long totalPages, long entryPages, long dataPages, long entries) {}
}
