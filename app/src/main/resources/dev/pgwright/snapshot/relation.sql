/* pgwright:relation */
SELECT
    c.oid::bigint AS oid,
    n.nspname AS schema,
    c.relname AS name,
    CASE c.relkind
        WHEN 'r' THEN 'TABLE'
        WHEN 'p' THEN 'PARTITIONED_TABLE'
        WHEN 'v' THEN 'VIEW'
        WHEN 'm' THEN 'MATERIALIZED_VIEW'
        WHEN 'S' THEN 'SEQUENCE'
        WHEN 'f' THEN 'FOREIGN_TABLE'
    END AS kind,
    r.rolname AS owner,
    CASE c.relpersistence WHEN 'p' THEN 'PERMANENT' WHEN 'u' THEN 'UNLOGGED' ELSE 'TEMPORARY' END AS persistence,
    a.amname AS access_method,
    s.spcname AS tablespace,
    c.relpages AS pages,
    c.reltuples::float8 AS tuples,
    c.relallvisible AS all_visible_pages,
    coalesce(c.reloptions, '{}') AS options,
    t.oid::bigint AS toast_oid,
    coalesce(t.relpages, 0) AS toast_pages,
    coalesce(t.reloptions, '{}') AS toast_options,
    age(t.relfrozenxid) AS toast_frozen_xid_age,
    c.relrowsecurity AS row_security,
    c.relforcerowsecurity AS row_security_forced,
    c.relispartition AS partition,
    pg_get_expr(c.relpartbound, 0) AS partition_bound,
    coalesce(i.parents, '{}') AS parent_oids,
    CASE c.relreplident
        WHEN 'd' THEN 'DEFAULT' WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL' ELSE 'INDEX'
    END AS replica_identity,
    c.relispopulated AS populated,
    CASE WHEN c.relfrozenxid <> '0' THEN age(c.relfrozenxid) END AS frozen_xid_age,
    CASE WHEN c.relminmxid <> '0' THEN mxid_age(c.relminmxid) END AS min_multixact_age,
    x.extname AS extension,
    o.description AS comment
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_class AS t ON t.oid = c.reltoastrelid
LEFT JOIN pg_roles AS r ON r.oid = c.relowner
LEFT JOIN pg_am AS a ON a.oid = c.relam
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
LEFT JOIN pg_description AS o ON o.objoid = c.oid AND o.classoid = 'pg_class'::regclass AND o.objsubid = 0
LEFT JOIN (
    SELECT h.inhrelid, array_agg(h.inhparent::bigint ORDER BY h.inhseqno) AS parents
    FROM pg_inherits AS h
    GROUP BY h.inhrelid
) AS i ON i.inhrelid = c.oid
LEFT JOIN (
    SELECT d.objid, e.extname
    FROM pg_depend AS d
    JOIN pg_extension AS e ON e.oid = d.refobjid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
) AS x ON x.objid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
ORDER BY n.nspname, c.relname
