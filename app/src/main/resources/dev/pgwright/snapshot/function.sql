/* pgwright:function */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
), busy AS (
    SELECT DISTINCT d.objid AS oid
    FROM pg_depend AS d
    JOIN locked AS k ON k.oid = d.refobjid
    WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass
)
SELECT
    p.oid::bigint AS oid,
    n.nspname AS schema,
    p.proname AS name,
    CASE p.prokind
        WHEN 'f' THEN 'FUNCTION' WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'WINDOW'
    END AS kind,
    pg_get_function_identity_arguments(p.oid) COLLATE "C" AS identity_arguments,
    pg_get_function_arguments(p.oid) AS arguments,
    pg_get_function_result(p.oid) AS result,
    l.lanname AS language,
    CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END AS volatility,
    CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' ELSE 'UNSAFE' END AS parallel,
    p.proisstrict AS strict,
    p.prosecdef AS security_definer,
    p.proleakproof AS leakproof,
    p.proretset AS returns_set,
    p.procost::float8 AS cost,
    p.prorows::float8 AS rows,
    ARRAY(
        SELECT CASE WHEN c ~* '^[^=]*(secret|passw|token|credential|[.][^=]*key)'
            THEN split_part(c, '=', 1) || '=' ELSE c END
        FROM unnest(p.proconfig) WITH ORDINALITY AS u (c, i)
        ORDER BY u.i
    ) AS config,
    r.rolname AS owner,
    x.extname AS extension,
    CASE
        WHEN l.lanname IN ('c', 'internal') OR p.prokind = 'a' OR x.extname IS NOT NULL THEN NULL
        WHEN p.prosqlbody IS NULL THEN p.prosrc
        WHEN b.oid IS NULL THEN pg_get_function_sqlbody(p.oid)
    END AS body,
    p.prosqlbody IS NOT NULL AS sql_body,
    b.oid IS NOT NULL AND p.prosqlbody IS NOT NULL AS locked
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_language AS l ON l.oid = p.prolang
LEFT JOIN pg_roles AS r ON r.oid = p.proowner
LEFT JOIN busy AS b ON b.oid = p.oid
LEFT JOIN (
    SELECT d.objid, e.extname
    FROM pg_depend AS d
    JOIN pg_extension AS e ON e.oid = d.refobjid
    WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
) AS x ON x.objid = p.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, p.proname, identity_arguments
