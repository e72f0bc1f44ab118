/* pgwright:definition of a function or procedure */
WITH p AS (
    SELECT p.*, pg_get_userbyid(p.proowner) AS owner
    FROM pg_proc AS p
    WHERE p.oid = to_regprocedure({identity})
)
SELECT 1 AS n, rtrim(pg_get_functiondef(oid), E'\n') AS statement FROM p
UNION ALL
SELECT 2, 'ALTER ROUTINE ' || {identity} || ' OWNER TO ' || quote_ident(owner) FROM p
UNION ALL
SELECT
    3,
    'COMMENT ON ROUTINE ' || {identity} || ' IS ' || coalesce(quote_literal(obj_description(oid, 'pg_proc')), 'NULL')
FROM p
UNION ALL
SELECT
    4,
    'REVOKE ALL ON ROUTINE ' || {identity} || ' FROM PUBLIC, ' || quote_ident(owner) || coalesce((
        SELECT string_agg(DISTINCT ', ' || quote_ident(pg_get_userbyid(a.grantee)), '')
        FROM pg_default_acl AS d, aclexplode(d.defaclacl) AS a
        WHERE d.defaclobjtype = 'f' AND a.grantee <> 0 AND a.grantee <> p.proowner
    ), '')
FROM p
WHERE proacl IS NOT NULL
UNION ALL
SELECT
    4 + row_number() OVER (ORDER BY a.grantee, a.privilege_type),
    'GRANT ' || a.privilege_type || ' ON ROUTINE ' || {identity} || ' TO '
        || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
FROM p, aclexplode(proacl) AS a
