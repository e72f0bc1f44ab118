package dev.pgwright.pgquery.analysis;

import java.util.List;

/**
 * A reference to a column, resolved.
 *
 * @param source where the name leads
 * @param column its name there; {@code *} for a reference to the whole row
 * @param origins stored columns whose value it is; none for the result of an expression
 * @param clause where it stands
 * @param levelsUp 0 for a source of the same query, 1 for the query around it, and so on: above 0 it is correlated
 * @param star whether it comes from expanding a {@code *}
 * @param location char offset, -1 when the tree gives none
 */
public record ColumnUse(
        Source source,
        String column,
        List<BaseColumn> origins,
        Clause clause,
        int levelsUp,
        boolean star,
        int location) {
    @Override
    public String toString() {
        return source.name() + "." + column;
    }
}
