package dev.pgwright.pgquery.analysis;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A key of ORDER BY, GROUP BY or DISTINCT ON; output names and positions are followed to what they stand for.
 *
 * @param column the column, when it is a bare one
 * @param columns all columns in it
 * @param descending only for ORDER BY
 * @param nullsFirst as written, or by the default of the direction
 * @param node its tree
 */
public record SortKey(
        Optional<ColumnUse> column, List<ColumnUse> columns, boolean descending, boolean nullsFirst, JsonNode node) {}
