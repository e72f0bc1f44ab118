/* What each statistics object of the twin is on: plain columns by number, then expressions. */
SELECT
    n.nspname,
    e.stxname,
    e.oid::bigint,
    quote_ident(m.nspname) || '.' || quote_ident(c.relname),
    ARRAY(
        SELECT quote_ident(a.attname)
        FROM unnest(e.stxkeys::int2[]) WITH ORDINALITY AS u (attnum, n)
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum
        ORDER BY u.n
    ),
    coalesce(pg_get_statisticsobjdef_expressions(e.oid), '{}')
FROM pg_statistic_ext AS e
JOIN pg_namespace AS n ON n.oid = e.stxnamespace
JOIN pg_class AS c ON c.oid = e.stxrelid
JOIN pg_namespace AS m ON m.oid = c.relnamespace
