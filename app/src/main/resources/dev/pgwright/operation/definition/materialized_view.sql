/* pgwright:definition of a materialized view */
WITH c AS (
    SELECT c.*, pg_get_userbyid(c.relowner) AS owner
    FROM pg_class AS c
    WHERE c.oid = to_regclass({identity}) AND c.relkind = 'm'
)
SELECT
    1 AS n,
    'CREATE MATERIALIZED VIEW ' || {identity}
        || coalesce((SELECT ' USING ' || quote_ident(m.amname) FROM pg_am AS m WHERE m.oid = c.relam), '')
        || coalesce((
            SELECT ' WITH (' || string_agg(option_name || ' = ' || quote_literal(option_value), ', ' ORDER BY option_name) || ')'
            FROM pg_options_to_table(reloptions)
        ), '')
        || coalesce((SELECT ' TABLESPACE ' || quote_ident(s.spcname) FROM pg_tablespace AS s WHERE s.oid = c.reltablespace), '')
        || ' AS ' || rtrim(pg_get_viewdef(oid), ';') || ' WITH NO DATA' AS statement
FROM c
UNION ALL
SELECT
    1000 + row_number() OVER (ORDER BY x.relname),
    pg_get_indexdef(i.indexrelid)
FROM c
JOIN pg_index AS i ON i.indrelid = c.oid
JOIN pg_class AS x ON x.oid = i.indexrelid
UNION ALL
SELECT
    2000 + row_number() OVER (ORDER BY x.relname),
    'COMMENT ON INDEX ' || i.indexrelid::regclass || ' IS ' || quote_literal(obj_description(i.indexrelid, 'pg_class'))
FROM c
JOIN pg_index AS i ON i.indrelid = c.oid
JOIN pg_class AS x ON x.oid = i.indexrelid
WHERE obj_description(i.indexrelid, 'pg_class') IS NOT NULL
UNION ALL
SELECT 3000, 'ALTER MATERIALIZED VIEW ' || {identity} || ' CLUSTER ON ' || quote_ident(x.relname)
FROM c
JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisclustered
JOIN pg_class AS x ON x.oid = i.indexrelid
UNION ALL
SELECT
    10000 + t.attnum,
    'ALTER MATERIALIZED VIEW ' || {identity} || ' ALTER COLUMN ' || quote_ident(t.attname) || ' SET STATISTICS '
        || t.attstattarget
FROM c
JOIN pg_attribute AS t ON t.attrelid = c.oid AND t.attnum > 0 AND nullif(t.attstattarget, -1) IS NOT NULL
UNION ALL
SELECT 20000, 'ALTER MATERIALIZED VIEW ' || {identity} || ' OWNER TO ' || quote_ident(owner) FROM c
UNION ALL
SELECT
    20001,
    'COMMENT ON MATERIALIZED VIEW ' || {identity} || ' IS '
        || coalesce(quote_literal(obj_description(oid, 'pg_class')), 'NULL')
FROM c
UNION ALL
SELECT 70000, 'REFRESH MATERIALIZED VIEW ' || {identity} FROM c WHERE relispopulated
UNION ALL
SELECT
    40000,
    'REVOKE ALL ON TABLE ' || {identity} || ' FROM PUBLIC, ' || quote_ident(owner) || coalesce((
        SELECT string_agg(DISTINCT ', ' || quote_ident(pg_get_userbyid(a.grantee)), '')
        FROM pg_default_acl AS d, aclexplode(d.defaclacl) AS a
        WHERE d.defaclobjtype = 'r' AND a.grantee <> 0 AND a.grantee <> c.relowner
    ), '')
FROM c
WHERE relacl IS NOT NULL
UNION ALL
SELECT
    40000 + row_number() OVER (ORDER BY a.grantee, a.privilege_type),
    'GRANT ' || a.privilege_type || ' ON TABLE ' || {identity} || ' TO '
        || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
FROM c, aclexplode(relacl) AS a
UNION ALL
SELECT
    50000 + row_number() OVER (ORDER BY t.attnum, a.grantee, a.privilege_type),
    'GRANT ' || a.privilege_type || ' (' || quote_ident(t.attname) || ') ON TABLE ' || {identity} || ' TO '
        || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
FROM c
JOIN pg_attribute AS t ON t.attrelid = c.oid
CROSS JOIN aclexplode(t.attacl) AS a
UNION ALL
SELECT
    60000 + t.attnum,
    'COMMENT ON COLUMN ' || {identity} || '.' || quote_ident(t.attname) || ' IS ' || quote_literal(d.description)
FROM c
JOIN pg_attribute AS t ON t.attrelid = c.oid AND t.attnum > 0
JOIN pg_description AS d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = t.attnum
