/* pgwright:periods: the partitions to make, in the time zone UTC */
WITH ends AS (
    SELECT
        min({column_id}) FILTER (WHERE isfinite({column_id})) AS first,
        current_timestamp AT TIME ZONE 'UTC' AS now
    FROM ONLY {table_id}
),
bounds AS (
    SELECT
        least(date_trunc({every}, coalesce(first{in_utc}, now)), date_trunc({every}, now)) AS first,
        date_trunc({every}, now) AS now
    FROM ends
),
kept AS (
    SELECT
        CASE WHEN {keep} > 0 THEN greatest(first, now - ({keep} - 1) * interval '1 {unit}') ELSE first END AS first,
        first AS very_first,
        now
    FROM bounds
)
SELECT
    to_char(p, {suffix}) AS suffix,
    to_char(p, {literal}) AS from_literal,
    to_char(p + interval '1 {unit}', {literal}) AS to_literal,
    very_first < first AS older
FROM kept
CROSS JOIN generate_series(first, now + {ahead} * interval '1 {unit}', interval '1 {unit}') AS p
ORDER BY p
