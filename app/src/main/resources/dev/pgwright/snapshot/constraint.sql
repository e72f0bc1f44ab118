/* pgwright:constraint */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
)
SELECT
    o.oid::bigint AS oid,
    n.nspname AS schema,
    o.conname AS name,
    nullif(o.conrelid, 0)::bigint AS relation_oid,
    c.relname AS relation,
    t.typname AS domain,
    CASE o.contype
        WHEN 'p' THEN 'PRIMARY_KEY'
        WHEN 'u' THEN 'UNIQUE'
        WHEN 'f' THEN 'FOREIGN_KEY'
        WHEN 'c' THEN 'CHECK'
        WHEN 'x' THEN 'EXCLUSION'
        WHEN 'n' THEN 'NOT_NULL'
        WHEN 't' THEN 'TRIGGER'
    END AS type,
    ARRAY(
        SELECT a.attname
        FROM unnest(o.conkey) WITH ORDINALITY AS u (attnum, n)
        JOIN pg_attribute AS a ON a.attrelid = o.conrelid AND a.attnum = u.attnum
        ORDER BY u.n
    ) AS columns,
    nullif(o.confrelid, 0)::bigint AS referenced_oid,
    rn.nspname AS referenced_schema,
    r.relname AS referenced_relation,
    CASE WHEN o.contype = 'f' THEN ARRAY(
        SELECT a.attname
        FROM unnest(o.confkey) WITH ORDINALITY AS u (attnum, n)
        JOIN pg_attribute AS a ON a.attrelid = o.confrelid AND a.attnum = u.attnum
        ORDER BY u.n
    ) ELSE '{}' END AS referenced_columns,
    CASE o.confupdtype
        WHEN 'a' THEN 'NO_ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
        WHEN 'n' THEN 'SET_NULL' WHEN 'd' THEN 'SET_DEFAULT'
    END AS on_update,
    CASE o.confdeltype
        WHEN 'a' THEN 'NO_ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
        WHEN 'n' THEN 'SET_NULL' WHEN 'd' THEN 'SET_DEFAULT'
    END AS on_delete,
    o.confmatchtype = 'f' AS match_full,
    o.condeferrable AS deferrable,
    o.condeferred AS deferred,
    o.convalidated AS validated,
    true AS enforced,
    o.conislocal AS local,
    nullif(o.conparentid, 0)::bigint AS parent_oid,
    nullif(o.conindid, 0)::bigint AS index_oid,
    CASE WHEN k.oid IS NULL THEN pg_get_constraintdef(o.oid) END AS definition,
    k.oid IS NOT NULL AS locked
FROM pg_constraint AS o
JOIN pg_namespace AS n ON n.oid = o.connamespace
LEFT JOIN pg_class AS c ON c.oid = o.conrelid
LEFT JOIN pg_type AS t ON t.oid = o.contypid
LEFT JOIN pg_class AS r ON r.oid = o.confrelid
LEFT JOIN pg_namespace AS rn ON rn.oid = r.relnamespace
LEFT JOIN locked AS k ON k.oid = o.conrelid AND o.contype IN ('c', 'x')
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND o.contype <> 't'
    AND NOT (o.contype = 'n' AND o.convalidated)
ORDER BY n.nspname, c.relname, t.typname, o.conname
