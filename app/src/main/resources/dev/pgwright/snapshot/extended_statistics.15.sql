/* pgwright:extended_statistics */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
)
SELECT
    e.oid::bigint AS oid,
    n.nspname AS schema,
    e.stxname AS name,
    c.oid::bigint AS relation_oid,
    c.relname AS relation,
    ARRAY(
        SELECT CASE u.kind
            WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv' ELSE 'expressions'
        END
        FROM unnest(e.stxkind) AS u (kind)
        ORDER BY 1
    ) AS kinds,
    ARRAY(
        SELECT a.attname
        FROM unnest(e.stxkeys::int2[]) WITH ORDINALITY AS u (attnum, n)
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum
        ORDER BY u.n
    ) AS columns,
    nullif(e.stxstattarget, -1) AS statistics_target,
    s.n_distinct::text AS n_distinct,
    s.dependencies::text AS dependencies,
    CASE WHEN k.oid IS NULL THEN pg_get_statisticsobjdef(e.oid) END AS definition,
    k.oid IS NOT NULL AS locked
FROM pg_statistic_ext AS e
JOIN pg_class AS c ON c.oid = e.stxrelid
JOIN pg_namespace AS n ON n.oid = e.stxnamespace
LEFT JOIN (
    SELECT x.statistics_schemaname, x.statistics_name, x.n_distinct, x.dependencies,
        row_number() OVER (PARTITION BY x.statistics_schemaname, x.statistics_name ORDER BY x.inherited) AS n
    FROM pg_stats_ext AS x
) AS s ON s.statistics_schemaname = n.nspname AND s.statistics_name = e.stxname AND s.n = 1
LEFT JOIN locked AS k ON k.oid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, e.stxname
