package dev.pgwright.pgquery.analysis;

/** The part of a statement in which something stands. */
public enum Clause {
    /** The output list of a SELECT. */
    OUTPUT,
    /** Arguments of functions in FROM, of TABLESAMPLE, and of JSON_TABLE. */
    FROM,
    /** A join condition: ON, USING or NATURAL; in MERGE its ON. */
    JOIN,
    WHERE,
    GROUP_BY,
    HAVING,
    WINDOW,
    DISTINCT_ON,
    ORDER_BY,
    LIMIT,
    VALUES,
    /** A column that INSERT, UPDATE or MERGE writes. */
    TARGET,
    /** The right side of an assignment. */
    SET,
    /** Columns, expressions and condition that ON CONFLICT names to find an index. */
    CONFLICT,
    /** The condition of a WHEN of MERGE. */
    WHEN,
    RETURNING,
    /** An expression of a definition: a policy, an index, a constraint. */
    DEFINITION
}
