WITH drawn AS MATERIALIZED (
  SELECT t.ctid::text AS row_id, pg_catalog.split_part(pg_catalog.substr(t.ctid::text, 2), ',', 1)::bigint AS page,
    t.:column AS value
  FROM ONLY :table AS t TABLESAMPLE SYSTEM (:percent) REPEATABLE (1)
), entries AS (
  SELECT DISTINCT d.row_id, d.page, e.family, e.entry, e.bytes
  FROM drawn AS d
  CROSS JOIN LATERAL (
    :entries
  ) AS e (family, entry, bytes)
  WHERE e.entry IS NOT NULL
), counted AS (
  SELECT min(family) AS family, count(DISTINCT page) AS pages, count(*) AS rows, max(bytes) AS bytes
  FROM entries
  GROUP BY entry
)
SELECT (SELECT count(*) FROM drawn), family, pages, count(*), sum(rows), avg(bytes)
FROM counted
GROUP BY family, pages
ORDER BY family, pages
