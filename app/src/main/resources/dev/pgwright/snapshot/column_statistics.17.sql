/* pgwright:column_statistics */
SELECT
    s.schemaname AS schema,
    s.tablename AS relation,
    s.attname AS column,
    s.inherited,
    s.null_frac AS null_fraction,
    s.avg_width AS average_width_bytes,
    s.n_distinct,
    s.most_common_vals::text AS most_common_values,
    coalesce(s.most_common_freqs, '{}') AS most_common_frequencies,
    s.histogram_bounds::text AS histogram_bounds,
    s.correlation,
    s.most_common_elems::text AS most_common_elements,
    coalesce(s.most_common_elem_freqs, '{}') AS most_common_element_frequencies,
    coalesce(s.elem_count_histogram, '{}') AS element_count_histogram,
    s.range_length_histogram::text AS range_length_histogram,
    s.range_empty_frac AS range_empty_fraction,
    s.range_bounds_histogram::text AS range_bounds_histogram
FROM pg_stats AS s
WHERE s.schemaname IN (SELECT n.nspname FROM pg_namespace AS n WHERE n.nspname !~ '^(pg_|information_schema$)')
ORDER BY s.schemaname, s.tablename, s.attname, s.inherited
