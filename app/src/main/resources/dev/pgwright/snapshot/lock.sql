/* pgwright:lock */
SELECT
    l.pid,
    l.locktype AS type,
    n.nspname AS schema,
    c.relname AS relation,
    l.relation::bigint AS relation_oid,
    l.mode,
    l.granted,
    l.waitstart AS waiting_since
FROM pg_locks AS l
LEFT JOIN pg_class AS c
    ON c.oid = l.relation AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
LEFT JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.pid IS DISTINCT FROM pg_backend_pid()
    AND (NOT l.granted
        OR (l.locktype = 'relation' AND n.nspname !~ '^(pg_|information_schema$)')
        OR l.locktype = 'advisory')
ORDER BY l.granted, n.nspname, c.relname, l.locktype COLLATE "C", l.mode COLLATE "C", l.pid
LIMIT 10000
