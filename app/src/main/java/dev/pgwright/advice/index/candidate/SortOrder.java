package dev.pgwright.advice.index.candidate;

import java.util.List;

/**
 * Rows of one table wanted in an order.
 *
 * @param keys as index keys with direction, as SQL text
 * @param strict false for a grouping, for which any order of the keys does
 */
record SortOrder(List<String> keys, boolean strict) {
    SortOrder {
        keys = List.copyOf(keys);
    }
}
