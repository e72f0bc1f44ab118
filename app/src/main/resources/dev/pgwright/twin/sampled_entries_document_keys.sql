SELECT 0, 'K' || key, 1 + CASE WHEN pg_catalog.octet_length(key) > 125 THEN 8 ELSE pg_catalog.octet_length(key) END + 4
FROM walk
WHERE key IS NOT NULL
UNION ALL
SELECT pg_catalog.hashtext(s.path), s.flag || s.text,
  1 + CASE WHEN s.flag = 'B' THEN 0 WHEN pg_catalog.octet_length(s.text) > 125 THEN 8
    ELSE pg_catalog.octet_length(s.text) END + 4
FROM (
  SELECT path, CASE pg_catalog.jsonb_typeof(value)
      WHEN 'string' THEN CASE WHEN in_array THEN 'K' ELSE 'S' END WHEN 'number' THEN 'N' ELSE 'B' END,
    value #>> '{}'
  FROM walk
  WHERE pg_catalog.jsonb_typeof(value) NOT IN ('object', 'array')
) AS s (path, flag, text)
