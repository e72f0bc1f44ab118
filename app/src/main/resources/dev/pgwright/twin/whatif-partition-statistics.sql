/* pgwright:whatif-partition-statistics: of a column's statistics what concerns the values of one partition.
   :column and :condition name the same column; :type is its type; :edges are values that limit the partition */
SELECT
    s.avg_width AS width,
    s.n_distinct AS "distinct",
    s.correlation,
    (
        SELECT array_agg(v.:column ORDER BY v.place)::text
        FROM unnest(CAST(s.most_common_vals::text AS :type[])) WITH ORDINALITY AS v (:column, place)
        WHERE :condition
    ) AS most_common_values,
    (
        SELECT array_agg(s.most_common_freqs[v.place] ORDER BY v.place)::float8[]
        FROM unnest(CAST(s.most_common_vals::text AS :type[])) WITH ORDINALITY AS v (:column, place)
        WHERE :condition
    ) AS most_common_frequencies,
    (
        SELECT CASE WHEN count(*) > 1 THEN array_agg(v.:column ORDER BY v.:column)::text END
        FROM (
            SELECT v.:column FROM unnest(CAST(s.histogram_bounds::text AS :type[])) AS v (:column) WHERE :condition
            UNION
            SELECT e.value FROM unnest(CAST(ARRAY[:edges] AS :type[])) AS e (value) WHERE s.histogram_bounds IS NOT NULL
        ) AS v (:column)
    ) AS histogram_bounds
FROM pg_stats AS s
WHERE s.schemaname = :schema AND s.tablename = :table AND s.attname = :name AND NOT s.inherited
