/* pgwright:unswap: the statements that put the old table back; read before the swap, all in one transaction */
WITH c AS (SELECT c.*, n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = to_regclass({table})),
x AS (
    SELECT x.relname, {stem:x.relname} AS stem, c.nspname
    FROM c
    JOIN pg_index AS i ON i.indrelid = c.oid
    JOIN pg_class AS x ON x.oid = i.indexrelid
),
s AS (
    SELECT s.stxname, {stem:s.stxname} AS stem, n.nspname
    FROM c
    JOIN pg_statistic_ext AS s ON s.stxrelid = c.oid
    JOIN pg_namespace AS n ON n.oid = s.stxnamespace
),
q AS (
    SELECT q.relname, {stem:q.relname} AS stem, n.nspname, d.deptype, a.attname
    FROM c
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_class'::regclass
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    JOIN pg_class AS q ON q.oid = d.objid AND q.relkind = 'S'
    JOIN pg_namespace AS n ON n.oid = q.relnamespace
    WHERE d.deptype IN ('a', 'i')
),
t AS (SELECT t.* FROM c JOIN pg_trigger AS t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal AND t.tgname NOT IN ('pgwright_note', 'pgwright_note_truncate'))
SELECT 200 AS n, format('ALTER INDEX %I.%I RENAME TO %I', nspname, relname, stem || '_pgwright_new') AS statement FROM x
UNION ALL
SELECT 210, format('ALTER STATISTICS %I.%I RENAME TO %I', nspname, stxname, stem || '_pgwright_new') FROM s
UNION ALL
SELECT 220, format('ALTER SEQUENCE %I.%I RENAME TO %I', nspname, relname, stem || '_pgwright_new') FROM q WHERE deptype = 'i'
UNION ALL
SELECT 300, 'ALTER TABLE ' || {table} || ' RENAME TO ' || quote_ident({shadow_name})
UNION ALL
SELECT 310, 'ALTER TABLE ' || {old} || ' RENAME TO ' || quote_ident({name})
UNION ALL
SELECT 320, format('ALTER INDEX %I.%I RENAME TO %I', nspname, stem || '_pgwright_old', relname) FROM x
UNION ALL
SELECT 330, format('ALTER STATISTICS %I.%I RENAME TO %I', nspname, stem || '_pgwright_old', stxname) FROM s
UNION ALL
SELECT
    450,
    'ALTER TABLE ' || {table}
        || CASE tgenabled WHEN 'D' THEN ' DISABLE' WHEN 'A' THEN ' ENABLE ALWAYS' WHEN 'R' THEN ' ENABLE REPLICA' ELSE ' ENABLE' END
        || ' TRIGGER ' || quote_ident(tgname)
FROM t
UNION ALL
SELECT DISTINCT
    600,
    'CREATE OR REPLACE VIEW ' || v.oid::regclass
        || coalesce((
            SELECT ' WITH (' || string_agg(option_name || ' = ' || quote_literal(option_value), ', ' ORDER BY option_name) || ')'
            FROM pg_options_to_table(v.reloptions)
        ), '')
        || ' AS ' || rtrim(pg_get_viewdef(v.oid), ';')
FROM c
JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass
JOIN pg_rewrite AS r ON r.oid = d.objid
JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind = 'v'
UNION ALL
SELECT
    700,
    'DO $pgwright$ BEGIN ALTER SEQUENCE ' || format('%I.%I RENAME TO %I', nspname, stem || '_pgwright_old', relname)
        || '; PERFORM setval(' || quote_literal(format('%I.%I', nspname, relname))
        || '::regclass, last_value, is_called) FROM ' || format('%I.%I', nspname, stem || '_pgwright_new') || '; END $pgwright$'
FROM q
WHERE deptype = 'i'
UNION ALL
SELECT 701, format('ALTER SEQUENCE %I.%I OWNED BY %s.%I', nspname, relname, {table}, attname) FROM q WHERE deptype = 'a'
UNION ALL
SELECT 801, 'ALTER TABLE ' || {table} || ' FORCE ROW LEVEL SECURITY' FROM c WHERE relforcerowsecurity
ORDER BY n, statement
