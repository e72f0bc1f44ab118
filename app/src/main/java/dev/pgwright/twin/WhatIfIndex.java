package dev.pgwright.twin;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.ColumnStatistics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An index that nobody has built, with the size that it would have.
 *
 * @param name its name, free in the schema of its table and unique among the candidates of a twin
 * @param definition {@code CREATE INDEX} in full, without {@code CONCURRENTLY}
 * @param size the whole index; of a partitioned table all its partitions together
 * @param partitions size on each partition that holds rows; those that are not named get their share of {@code size}
 * @param expressions statistics of indexed expressions by the place of the key, from 1; relation and column in them do
 *     not matter. Without them the planner assumes what it assumes of an index before ANALYZE
 * @param gin counters of a GIN index; without them the planner guesses as it does for a new index
 */
public record WhatIfIndex(
        String name,
        TableName table,
        String definition,
        IndexEstimate size,
        Map<TableName, IndexEstimate> partitions,
        Map<Integer, ColumnStatistics> expressions,
        GinPages.@Nullable Counters gin) {

    public WhatIfIndex {
        partitions = Map.copyOf(partitions);
        expressions = Map.copyOf(expressions);
    }

    /** An index of a plain table. */
    public WhatIfIndex(String name, TableName table, String definition, IndexEstimate size) {
        this(name, table, definition, size, Map.of(), Map.of(), null);
    }

    /** The index that an operation would build. */
    public static WhatIfIndex of(CreateIndex index, IndexEstimate size) {
        String sql = index.apply().stream().map(Step::sql).findFirst().orElseThrow();
        return new WhatIfIndex(
                index.name(), index.table(), sql.replaceFirst("^CREATE INDEX CONCURRENTLY ", "CREATE INDEX "), size);
    }

    /** The same with the counters of its metapage. */
    public WhatIfIndex withGin(GinPages.Counters counters) {
        return new WhatIfIndex(name, table, definition, size, partitions, expressions, counters);
    }

    /** The same with the sizes on the partitions. */
    public WhatIfIndex withPartitions(Map<TableName, IndexEstimate> sizes) {
        return new WhatIfIndex(name, table, definition, size, sizes, expressions, gin);
    }

    /** The same with what is known of its expressions. */
    public WhatIfIndex withExpressions(Map<Integer, ColumnStatistics> statistics) {
        return new WhatIfIndex(name, table, definition, size, partitions, statistics, gin);
    }

    /** Statistics of an expression as those of this index's column of that name. */
    ColumnStatistics statistics(ColumnStatistics s, String column) {
        return new ColumnStatistics(
                table.schema(),
                name,
                column,
                false,
                s.nullFraction(),
                s.averageWidthBytes(),
                s.nDistinct(),
                s.mostCommonValues(),
                s.mostCommonFrequencies(),
                s.histogramBounds(),
                s.correlation(),
                s.mostCommonElements(),
                s.mostCommonElementFrequencies(),
                s.elementCountHistogram(),
                s.rangeLengthHistogram(),
                s.rangeEmptyFraction(),
                s.rangeBoundsHistogram());
    }

    /** The index's own qualified name: it lives in its table's schema. */
    public TableName index() {
        return new TableName(table.schema(), name);
    }
}
