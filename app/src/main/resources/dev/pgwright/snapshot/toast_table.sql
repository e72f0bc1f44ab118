/* pgwright:toast_table */
SELECT
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS relation,
    t.relpages AS pages,
    t.reltuples::float8 AS tuples
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_class AS t ON t.oid = c.reltoastrelid
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, c.relname
