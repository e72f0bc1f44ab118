/* pgwright:extended_statistics_data */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
)
SELECT
    x.statistics_schemaname AS schema,
    x.statistics_name AS name,
    false AS inherited,
    encode(pg_ndistinct_send(x.n_distinct), 'hex') AS n_distinct,
    encode(pg_dependencies_send(x.dependencies), 'hex') AS dependencies,
    x.most_common_vals::text AS most_common_values,
    coalesce(x.most_common_freqs, '{}') AS most_common_frequencies,
    coalesce(x.most_common_base_freqs, '{}') AS most_common_base_frequencies
FROM pg_stats_ext AS x
WHERE x.statistics_schemaname IN (
        SELECT n.nspname FROM pg_namespace AS n WHERE n.nspname !~ '^(pg_|information_schema$)'
    )
    /* the view calls pg_get_statisticsobjdef_expressions */
    AND NOT EXISTS (
        SELECT
        FROM locked AS k
        JOIN pg_class AS c ON c.oid = k.oid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = x.schemaname AND c.relname = x.tablename
    )
ORDER BY x.statistics_schemaname, x.statistics_name, 3
