SELECT p.polname AS name,
  p.polcmd::text AS command,
  p.polpermissive AS permissive,
  (SELECT array_agg(CASE WHEN r.role = 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(r.role)::text END ORDER BY r.n)
    FROM pg_catalog.unnest(p.polroles) WITH ORDINALITY AS r (role, n)) AS roles,
  pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using,
  pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS check,
  c.relrowsecurity AS enabled
FROM pg_catalog.pg_class AS c
LEFT JOIN pg_catalog.pg_policy AS p ON p.polrelid = c.oid
WHERE c.oid = pg_catalog.to_regclass(:table)
ORDER BY p.polname
