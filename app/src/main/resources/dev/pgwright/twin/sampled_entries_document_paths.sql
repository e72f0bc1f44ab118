SELECT pg_catalog.hashtext(path), path || '=' || value::text, 4
FROM walk
WHERE pg_catalog.jsonb_typeof(value) NOT IN ('object', 'array')
