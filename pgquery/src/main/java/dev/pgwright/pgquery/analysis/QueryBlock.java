package dev.pgwright.pgquery.analysis;

import java.util.List;
import java.util.Optional;

/**
 * One query level: a SELECT, an arm of a UNION, a VALUES, or an INSERT, UPDATE, DELETE or MERGE, without its sub-queries.
 *
 * @param role how it hangs together with the block around it
 * @param kind its node, for example {@code SelectStmt}
 * @param sources what its FROM holds, in order; for INSERT, UPDATE, DELETE and MERGE the target first
 * @param columns column references in it, sub-queries left out
 * @param predicates conditions of WHERE, ON and HAVING
 * @param joins pairs of bare columns that join two sources
 * @param groupBy keys; those of grouping sets one after another
 * @param orderBy keys
 * @param distinct DISTINCT; {@code distinctOn} has the keys of DISTINCT ON
 * @param limit LIMIT and OFFSET
 * @param outputs columns of its result, or of RETURNING
 * @param subLinks sub-queries in its expressions
 * @param parts its CTEs, sub-queries in FROM, arms and source query
 * @param correlated whether it or anything inside refers to a block around it
 */
public record QueryBlock(
        Role role,
        String kind,
        List<Source> sources,
        List<ColumnUse> columns,
        List<Predicate> predicates,
        List<JoinCondition> joins,
        List<SortKey> groupBy,
        List<SortKey> orderBy,
        boolean distinct,
        List<SortKey> distinctOn,
        Optional<RowLimit> limit,
        List<Source.Column> outputs,
        List<SubLink> subLinks,
        List<QueryBlock> parts,
        boolean correlated) {
    /** How a block hangs together with the one around it. */
    public enum Role {
        STATEMENT,
        CTE,
        /** A sub-query in FROM. */
        DERIVED,
        /** A sub-query in an expression. */
        SUBLINK,
        /** An arm of UNION, INTERSECT or EXCEPT. */
        ARM,
        /** The query whose rows an INSERT, a CREATE TABLE AS, a cursor, ... takes. */
        ROWS,
        /** The definition of a view. */
        VIEW
    }
}
