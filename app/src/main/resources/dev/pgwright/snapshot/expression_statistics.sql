/* pgwright:expression_statistics */
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
    array_position(pg_get_statisticsobjdef_expressions(e.oid), x.expr) AS position,
    false AS inherited,
    x.null_frac AS null_fraction,
    x.avg_width AS average_width_bytes,
    x.n_distinct,
    x.most_common_vals::text AS most_common_values,
    coalesce(x.most_common_freqs, '{}') AS most_common_frequencies,
    x.histogram_bounds::text AS histogram_bounds,
    x.correlation,
    x.most_common_elems::text AS most_common_elements,
    coalesce(x.most_common_elem_freqs, '{}') AS most_common_element_frequencies,
    coalesce(x.elem_count_histogram, '{}') AS element_count_histogram
FROM pg_stats_ext_exprs AS x
JOIN pg_namespace AS n ON n.nspname = x.statistics_schemaname
JOIN pg_statistic_ext AS e ON e.stxnamespace = n.oid AND e.stxname = x.statistics_name
LEFT JOIN locked AS k ON k.oid = e.stxrelid
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND k.oid IS NULL
    AND x.avg_width IS NOT NULL
ORDER BY x.statistics_schemaname, x.statistics_name, 3, 4
