/* pgwright:partition_key */
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
    CASE p.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' ELSE 'HASH' END AS strategy,
    ARRAY(
        SELECT a.attname
        FROM unnest(p.partattrs::int2[]) WITH ORDINALITY AS k (attnum, n)
        LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum AND k.attnum > 0
        ORDER BY k.n
    ) AS columns,
    nullif(p.partdefid, 0)::bigint AS default_partition_oid,
    CASE WHEN k.oid IS NULL THEN pg_get_partkeydef(c.oid) END AS definition,
    k.oid IS NOT NULL AS locked
FROM pg_partitioned_table AS p
JOIN pg_class AS c ON c.oid = p.partrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN locked AS k ON k.oid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, c.relname
