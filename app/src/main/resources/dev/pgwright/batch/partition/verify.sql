/* pgwright:verify: rows and sums of row hashes, by period, of both tables in one snapshot */
SELECT
    coalesce(a.period, b.period)::text AS period,
    coalesce(a.rows, 0) AS old_rows,
    coalesce(b.rows, 0) AS new_rows,
    a.hash IS NOT DISTINCT FROM b.hash AS same
FROM (
    SELECT date_trunc({every}, {column_id}{in_utc}) AS period, count(*) AS rows, sum(hashtextextended(ROW({columns})::text, 0)::numeric) AS hash
    FROM ONLY {table_id}
    GROUP BY 1
) AS a
FULL JOIN (
    SELECT date_trunc({every}, {column_id}{in_utc}) AS period, count(*) AS rows, sum(hashtextextended(ROW({columns})::text, 0)::numeric) AS hash
    FROM {shadow_id}
    GROUP BY 1
) AS b ON b.period = a.period
ORDER BY 1
