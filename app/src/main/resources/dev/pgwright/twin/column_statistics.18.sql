/* Rows of pg_stats through the server's own function, which ignores what is null. */
SELECT count(*) FILTER (WHERE NOT s.restored)
FROM jsonb_to_recordset(:rows::jsonb) AS g (
    "schema" text, relation text, "column" text, inherited boolean, null_fraction float4, average_width_bytes int,
    n_distinct float4, most_common_values text, most_common_frequencies float4[], histogram_bounds text,
    correlation float4, most_common_elements text, most_common_element_frequencies float4[],
    element_count_histogram float4[], range_length_histogram text, range_empty_fraction float4,
    range_bounds_histogram text
)
JOIN pg_namespace AS n ON n.nspname = g.schema
JOIN pg_class AS r ON r.relnamespace = n.oid AND r.relname = g.relation
JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attname = g.column AND NOT a.attisdropped
CROSS JOIN LATERAL (
    SELECT pg_restore_attribute_stats(
        'schemaname', g.schema,
        'relname', g.relation,
        'attname', g.column,
        'inherited', g.inherited,
        'null_frac', g.null_fraction,
        'avg_width', g.average_width_bytes,
        'n_distinct', g.n_distinct,
        'most_common_vals', g.most_common_values,
        'most_common_freqs', CASE WHEN g.most_common_values IS NOT NULL THEN g.most_common_frequencies END,
        'histogram_bounds', g.histogram_bounds,
        'correlation', g.correlation,
        'most_common_elems', g.most_common_elements,
        'most_common_elem_freqs', CASE WHEN g.most_common_elements IS NOT NULL THEN g.most_common_element_frequencies END,
        'elem_count_histogram', nullif(g.element_count_histogram, '{}'),
        'range_length_histogram', g.range_length_histogram,
        'range_empty_frac', CASE WHEN g.range_length_histogram IS NOT NULL THEN g.range_empty_fraction END,
        'range_bounds_histogram', g.range_bounds_histogram
    )
) AS s (restored)
