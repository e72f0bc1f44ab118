/* pgwright:schema */
SELECT
    n.oid::bigint AS oid,
    n.nspname AS name,
    r.rolname AS owner,
    x.extname AS extension
FROM pg_namespace AS n
LEFT JOIN pg_roles AS r ON r.oid = n.nspowner
LEFT JOIN (
    SELECT d.objid, e.extname
    FROM pg_depend AS d
    JOIN pg_extension AS e ON e.oid = d.refobjid
    WHERE d.classid = 'pg_namespace'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
) AS x ON x.objid = n.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname
