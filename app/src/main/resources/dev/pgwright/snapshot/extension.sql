/* pgwright:extension */
SELECT
    coalesce(e.extname, a.name) COLLATE "C" AS name,
    n.nspname AS schema,
    e.extversion AS version,
    a.default_version
FROM pg_extension AS e
JOIN pg_namespace AS n ON n.oid = e.extnamespace
FULL JOIN pg_available_extensions() AS a ON a.name = e.extname
ORDER BY 1
