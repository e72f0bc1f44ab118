/* pgwright:view_definition */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
), used AS (
    SELECT
        w.ev_class AS oid,
        array_agg(DISTINCT d.refobjid::bigint) FILTER (WHERE d.refobjid <> w.ev_class) AS relations,
        bool_or(k.oid IS NOT NULL) AS locked
    FROM pg_rewrite AS w
    LEFT JOIN pg_depend AS d
        ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
    LEFT JOIN locked AS k ON k.oid = d.refobjid OR k.oid = w.ev_class
    WHERE w.rulename = '_RETURN'
    GROUP BY w.ev_class
)
SELECT
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS name,
    c.relkind = 'm' AS materialized,
    CASE WHEN NOT u.locked THEN pg_get_viewdef(c.oid) END AS query,
    coalesce(u.relations, '{}') AS references,
    coalesce(
        c.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false
    ) AS security_invoker,
    u.locked
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN used AS u ON u.oid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND c.relkind IN ('v', 'm')
    AND c.oid::bigint % :parts = :part
ORDER BY n.nspname, c.relname
