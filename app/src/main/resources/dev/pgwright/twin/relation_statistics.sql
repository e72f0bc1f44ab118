/* What VACUUM and ANALYZE leave in pg_class. */
UPDATE pg_class AS c
SET relpages = g.pages, reltuples = g.tuples, relallvisible = g.all_visible_pages
FROM jsonb_to_recordset(:rows::jsonb) AS g ("schema" text, name text, pages int, tuples float4, all_visible_pages int)
JOIN pg_namespace AS n ON n.nspname = g.schema
WHERE c.relnamespace = n.oid AND c.relname = g.name AND c.relkind IN ('r', 'p', 'i', 'I', 'm')
