/* pgwright:sequence_value */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
)
SELECT
    c.oid::bigint AS oid,
    n.nspname AS schema,
    c.relname AS name,
    CASE WHEN k.oid IS NULL AND p.readable THEN pg_sequence_last_value(c.oid) END AS last_value,
    p.readable,
    k.oid IS NOT NULL AS locked
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT has_sequence_privilege(c.oid, 'SELECT, USAGE')) AS p (readable)
LEFT JOIN locked AS k ON k.oid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND c.relkind = 'S'
    AND c.oid::bigint % :parts = :part
ORDER BY n.nspname, c.relname
