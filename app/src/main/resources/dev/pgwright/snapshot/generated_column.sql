/* pgwright:generated_column */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
)
SELECT
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS relation,
    a.attname AS column,
    CASE WHEN k.oid IS NULL THEN pg_get_expr(d.adbin, d.adrelid) END AS expression,
    k.oid IS NOT NULL AS locked
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN locked AS k ON k.oid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND a.attgenerated <> ''
    AND NOT a.attisdropped
ORDER BY n.nspname, c.relname, a.attnum
