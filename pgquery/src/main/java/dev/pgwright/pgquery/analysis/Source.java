package dev.pgwright.pgquery.analysis;

import java.util.List;
import java.util.Optional;

/**
 * One entry of a FROM clause, or the target of an INSERT, UPDATE, DELETE or MERGE.
 *
 * @param id unique within a statement, in the order in which names are resolved
 * @param kind what it is
 * @param name by which columns are qualified: the alias, else the relation's or function's name; empty when it has none
 * @param relation the relation, for tables and views
 * @param columns its columns with the names that the query sees
 * @param open the columns are not all known: an unknown relation or function
 * @param query the query of a sub-query, or of a view whose definition is known
 * @param lateral whether it may refer to entries on its left
 * @param location char offset, -1 when the tree gives none
 */
public record Source(
        int id,
        Kind kind,
        String name,
        Optional<RelationName> relation,
        List<Column> columns,
        boolean open,
        Optional<QueryBlock> query,
        boolean lateral,
        int location) {
    /** What an entry is. */
    public enum Kind {
        TABLE,
        VIEW,
        /** A relation that the catalog does not know. */
        UNKNOWN,
        CTE,
        SUBQUERY,
        VALUES,
        FUNCTION,
        JSON_TABLE,
        XML_TABLE,
        /** The row proposed for insertion, in ON CONFLICT DO UPDATE. */
        EXCLUDED,
        /** {@code OLD} or {@code NEW}, in RETURNING and in rules. */
        ROW_VERSION
    }

    /**
     * A column of an entry.
     *
     * @param name as the query sees it
     * @param origins stored columns whose value it hands on unchanged: several for a UNION or a FULL JOIN USING, none for
     *     an expression
     */
    public record Column(String name, List<BaseColumn> origins) {}

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
