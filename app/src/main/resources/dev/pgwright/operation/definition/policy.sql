/* pgwright:definition of a policy */
WITH p AS (
    SELECT p.*
    FROM pg_policy AS p
    JOIN pg_class AS c ON c.oid = p.polrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = {schema} AND c.relname = {table} AND p.polname = {name}
)
SELECT
    1 AS n,
    'CREATE POLICY ' || {identity}
        || CASE WHEN polpermissive THEN ' AS PERMISSIVE' ELSE ' AS RESTRICTIVE' END
        || ' FOR ' || CASE polcmd
            WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL'
        END
        || ' TO ' || (
            SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ' ORDER BY o)
            FROM unnest(polroles) WITH ORDINALITY AS u (r, o)
        )
        || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
        || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '') AS statement
FROM p
UNION ALL
SELECT
    2,
    'COMMENT ON POLICY ' || {identity} || ' IS ' || coalesce(quote_literal(obj_description(oid, 'pg_policy')), 'NULL')
FROM p
