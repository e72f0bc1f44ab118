/* pgwright:grant */
WITH object AS (
    SELECT 'RELATION' AS type, c.oid, n.nspname AS schema, c.relname::text AS object, NULL::name AS column,
        c.relowner AS owner, c.relacl AS acl
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^(pg_|information_schema$)'
        AND c.relacl IS NOT NULL
    UNION ALL
    SELECT 'COLUMN', c.oid, n.nspname, c.relname, a.attname, c.relowner, a.attacl
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^(pg_|information_schema$)'
        AND a.attacl IS NOT NULL
        AND NOT a.attisdropped
    UNION ALL
    SELECT 'SCHEMA', n.oid, n.nspname, n.nspname, NULL, n.nspowner, n.nspacl
    FROM pg_namespace AS n
    WHERE n.nspname !~ '^(pg_|information_schema$)'
    UNION ALL
    SELECT 'FUNCTION', p.oid, n.nspname,
        format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)), NULL, p.proowner,
        coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname !~ '^(pg_|information_schema$)'
        AND NOT EXISTS (
            SELECT FROM pg_depend AS d
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
        )
    UNION ALL
    SELECT 'DATABASE', d.oid, NULL, d.datname, NULL, d.datdba, coalesce(d.datacl, acldefault('d', d.datdba))
    FROM pg_database AS d
    WHERE d.datname = current_database()
)
SELECT
    o.type AS object_type,
    o.oid::bigint AS object_oid,
    o.schema,
    o.object,
    o.column,
    CASE WHEN a.grantee = 0 THEN 'public' ELSE coalesce(r.rolname, a.grantee::text) END COLLATE "C" AS grantee,
    g.rolname AS grantor,
    a.privilege_type AS privilege,
    a.is_grantable AS grantable
FROM object AS o
CROSS JOIN LATERAL aclexplode(o.acl) AS a
LEFT JOIN pg_roles AS r ON r.oid = a.grantee
LEFT JOIN pg_roles AS g ON g.oid = a.grantor
WHERE a.grantee <> o.owner
ORDER BY o.type COLLATE "C", o.schema, o.object COLLATE "C", o.column, grantee, a.privilege_type, g.rolname
