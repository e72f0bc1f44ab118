/* pgwright:policy */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
), used AS (
    SELECT
        d.objid AS oid,
        array_agg(DISTINCT d.refobjid::bigint) FILTER (WHERE d.refclassid = 'pg_class'::regclass) AS relations,
        array_agg(DISTINCT d.refobjid::bigint) FILTER (WHERE d.refclassid = 'pg_proc'::regclass) AS functions,
        bool_or(k.oid IS NOT NULL) AS locked
    FROM pg_depend AS d
    LEFT JOIN locked AS k ON k.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
    WHERE d.classid = 'pg_policy'::regclass
    GROUP BY d.objid
)
SELECT
    p.oid::bigint AS oid,
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS relation,
    p.polname AS name,
    CASE p.polcmd
        WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL'
    END AS command,
    p.polpermissive AS permissive,
    ARRAY(
        SELECT coalesce(r.rolname, 'public')
        FROM unnest(p.polroles) AS u (oid)
        LEFT JOIN pg_roles AS r ON r.oid = u.oid
        ORDER BY 1
    ) AS roles,
    CASE WHEN NOT u.locked THEN pg_get_expr(p.polqual, p.polrelid) END AS using_expression,
    CASE WHEN NOT u.locked THEN pg_get_expr(p.polwithcheck, p.polrelid) END AS check_expression,
    array_remove(coalesce(u.relations, '{}'), c.oid::bigint) AS references,
    coalesce(u.functions, '{}') AS functions,
    u.locked
FROM pg_policy AS p
JOIN pg_class AS c ON c.oid = p.polrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN used AS u ON u.oid = p.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, c.relname, p.polname
