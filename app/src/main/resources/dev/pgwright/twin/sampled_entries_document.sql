WITH RECURSIVE walk (path, key, value, in_array) AS (
  SELECT '', NULL::text, d.value, false
  UNION ALL
  SELECT w.path || '.' || coalesce(c.key, ''), c.key, c.value, c.in_array
  FROM walk AS w
  CROSS JOIN LATERAL (
    SELECT o.key, o.value, false
    FROM pg_catalog.jsonb_each(CASE WHEN pg_catalog.jsonb_typeof(w.value) = 'object' THEN w.value END) AS o
    UNION ALL
    SELECT NULL, a.value, true
    FROM pg_catalog.jsonb_array_elements(CASE WHEN pg_catalog.jsonb_typeof(w.value) = 'array' THEN w.value END) AS a
  ) AS c (key, value, in_array)
)
:keys
