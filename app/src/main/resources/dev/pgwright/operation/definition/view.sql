/* pgwright:definition of a view */
WITH c AS (
    SELECT c.*, pg_get_userbyid(c.relowner) AS owner
    FROM pg_class AS c
    WHERE c.oid = to_regclass({identity}) AND c.relkind = 'v'
)
SELECT
    1 AS n,
    'CREATE OR REPLACE VIEW ' || {identity} || coalesce((
        SELECT ' WITH (' || string_agg(option_name || ' = ' || quote_literal(option_value), ', ' ORDER BY option_name) || ')'
        FROM pg_options_to_table(reloptions)
    ), '') || ' AS ' || rtrim(pg_get_viewdef(oid), ';') AS statement
FROM c
UNION ALL
SELECT 2, 'ALTER VIEW ' || {identity} || ' OWNER TO ' || quote_ident(owner) FROM c
UNION ALL
SELECT
    3,
    'COMMENT ON VIEW ' || {identity} || ' IS ' || coalesce(quote_literal(obj_description(oid, 'pg_class')), 'NULL')
FROM c
UNION ALL
SELECT
    10000 + t.attnum,
    'ALTER VIEW ' || {identity} || ' ALTER COLUMN ' || quote_ident(t.attname) || ' SET DEFAULT '
        || pg_get_expr(d.adbin, d.adrelid)
FROM c
JOIN pg_attrdef AS d ON d.adrelid = c.oid
JOIN pg_attribute AS t ON t.attrelid = d.adrelid AND t.attnum = d.adnum
UNION ALL
SELECT
    20000 + row_number() OVER (ORDER BY r.rulename),
    regexp_replace(rtrim(pg_get_ruledef(r.oid), ';'), '^CREATE RULE', 'CREATE OR REPLACE RULE')
FROM c
JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
UNION ALL
SELECT
    30000 + row_number() OVER (ORDER BY g.tgname),
    regexp_replace(pg_get_triggerdef(g.oid), '^CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER')
FROM c
JOIN pg_trigger AS g ON g.tgrelid = c.oid AND NOT g.tgisinternal
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
