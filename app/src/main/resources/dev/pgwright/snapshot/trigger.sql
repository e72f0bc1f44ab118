/* pgwright:trigger */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
)
SELECT
    g.oid::bigint AS oid,
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS relation,
    g.tgname AS name,
    p.oid::bigint AS function_oid,
    pn.nspname AS function_schema,
    p.proname AS function,
    CASE g.tgenabled
        WHEN 'O' THEN 'ORIGIN' WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'REPLICA' ELSE 'ALWAYS'
    END AS enabled,
    CASE WHEN g.tgtype & 64 <> 0 THEN 'INSTEAD_OF' WHEN g.tgtype & 2 <> 0 THEN 'BEFORE' ELSE 'AFTER' END AS timing,
    g.tgtype & 1 <> 0 AS for_each_row,
    array_remove(ARRAY[
        CASE WHEN g.tgtype & 4 <> 0 THEN 'INSERT' END,
        CASE WHEN g.tgtype & 16 <> 0 THEN 'UPDATE' END,
        CASE WHEN g.tgtype & 8 <> 0 THEN 'DELETE' END,
        CASE WHEN g.tgtype & 32 <> 0 THEN 'TRUNCATE' END
    ], NULL) AS events,
    ARRAY(
        SELECT a.attname
        FROM unnest(g.tgattr::int2[]) WITH ORDINALITY AS u (attnum, n)
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum
        ORDER BY u.n
    ) AS columns,
    nullif(g.tgparentid, 0)::bigint AS parent_oid,
    g.tgqual IS NOT NULL AS conditional,
    CASE WHEN k.oid IS NULL THEN pg_get_triggerdef(g.oid) END AS definition,
    k.oid IS NOT NULL AS locked
FROM pg_trigger AS g
JOIN pg_class AS c ON c.oid = g.tgrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_proc AS p ON p.oid = g.tgfoid
JOIN pg_namespace AS pn ON pn.oid = p.pronamespace
LEFT JOIN locked AS k ON k.oid = c.oid AND g.tgqual IS NOT NULL
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND NOT g.tgisinternal
ORDER BY n.nspname, c.relname, g.tgname
