/* pgwright:swap: the statements that put the shadow in the table's place; all in one transaction */
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
    SELECT q.oid, q.relname, {stem:q.relname} AS stem, n.nspname, d.deptype, a.attname
    FROM c
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_class'::regclass
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    JOIN pg_class AS q ON q.oid = d.objid AND q.relkind = 'S'
    JOIN pg_namespace AS n ON n.oid = q.relnamespace
    WHERE d.deptype IN ('a', 'i')
),
t AS (SELECT t.* FROM c JOIN pg_trigger AS t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal AND t.tgname NOT IN ('pgwright_note', 'pgwright_note_truncate'))
SELECT
    0 AS n,
    -- never run: tells whether the table is still what it was
    '-- ' || md5(concat_ws(
        ' ',
        c.reloptions::text,
        c.relacl::text,
        c.relrowsecurity::text,
        c.relowner::text,
        (
            SELECT string_agg(concat_ws(' ', a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity, a.attacl, pg_get_expr(e.adbin, c.oid)), ',' ORDER BY a.attnum)
            FROM pg_attribute AS a
            LEFT JOIN pg_attrdef AS e ON e.adrelid = c.oid AND e.adnum = a.attnum
            WHERE a.attrelid = c.oid AND a.attnum > 0
        ),
        (SELECT string_agg(conname || pg_get_constraintdef(oid), ',' ORDER BY conname) FROM pg_constraint WHERE conrelid = c.oid),
        (SELECT string_agg(pg_get_indexdef(indexrelid), ',' ORDER BY indexrelid) FROM pg_index WHERE indrelid = c.oid)
    )) AS statement
FROM c
UNION ALL
SELECT 200, format('ALTER INDEX %I.%I RENAME TO %I', nspname, relname, stem || '_pgwright_old') FROM x
UNION ALL
SELECT 210, format('ALTER STATISTICS %I.%I RENAME TO %I', nspname, stxname, stem || '_pgwright_old') FROM s
UNION ALL
SELECT 220, format('ALTER SEQUENCE %I.%I RENAME TO %I', nspname, relname, stem || '_pgwright_old') FROM q WHERE deptype = 'i'
UNION ALL
SELECT 300, 'ALTER TABLE ' || {table} || ' RENAME TO ' || quote_ident({old_name})
UNION ALL
SELECT 310, 'ALTER TABLE ' || {shadow} || ' RENAME TO ' || quote_ident({name})
UNION ALL
SELECT 320, format('ALTER INDEX %I.%I RENAME TO %I', nspname, stem || '_pgwright_new', relname) FROM x
UNION ALL
SELECT 330, format('ALTER STATISTICS %I.%I RENAME TO %I', nspname, stem || '_pgwright_new', stxname) FROM s
UNION ALL
SELECT
    400,
    'CREATE POLICY ' || quote_ident(p.polname) || ' ON ' || {table}
        || CASE WHEN p.polpermissive THEN ' AS PERMISSIVE' ELSE ' AS RESTRICTIVE' END
        || ' FOR ' || CASE p.polcmd
            WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL'
        END
        || ' TO ' || (
            SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ' ORDER BY o)
            FROM unnest(p.polroles) WITH ORDINALITY AS u (r, o)
        )
        || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
        || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
FROM c
JOIN pg_policy AS p ON p.polrelid = c.oid
UNION ALL
SELECT 401, 'COMMENT ON POLICY ' || quote_ident(p.polname) || ' ON ' || {table} || ' IS ' || quote_literal(obj_description(p.oid, 'pg_policy'))
FROM c
JOIN pg_policy AS p ON p.polrelid = c.oid
WHERE obj_description(p.oid, 'pg_policy') IS NOT NULL
UNION ALL
SELECT 450, 'ALTER TABLE ' || {old} || ' DISABLE TRIGGER ' || quote_ident(tgname) FROM t
UNION ALL
SELECT 451, pg_get_triggerdef(oid) FROM t
UNION ALL
SELECT
    452,
    'ALTER TABLE ' || {table} || CASE tgenabled WHEN 'D' THEN ' DISABLE' WHEN 'A' THEN ' ENABLE ALWAYS' ELSE ' ENABLE REPLICA' END
        || ' TRIGGER ' || quote_ident(tgname)
FROM t
WHERE tgenabled <> 'O'
UNION ALL
SELECT 453, 'COMMENT ON TRIGGER ' || quote_ident(tgname) || ' ON ' || {table} || ' IS ' || quote_literal(obj_description(oid, 'pg_trigger'))
FROM t
WHERE obj_description(oid, 'pg_trigger') IS NOT NULL
UNION ALL
SELECT
    500,
    'DO $pgwright$ DECLARE p regclass; BEGIN FOR p IN SELECT inhrelid FROM pg_inherits WHERE inhparent = '
        || quote_literal({table}) || '::regclass LOOP EXECUTE format(''ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID'', p, '
        || quote_literal(k.conname) || ', ' || quote_literal(pg_get_constraintdef(k.oid)) || '); END LOOP; END $pgwright$'
FROM c
JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'f'
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
    'DO $pgwright$ BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO %I'', pg_get_serial_sequence(' || quote_literal({table}) || ', '
        || quote_literal(attname) || '), ' || quote_literal(relname) || '); PERFORM setval(' || quote_literal(format('%I.%I', nspname, relname))
        || '::regclass, last_value, is_called) FROM ' || format('%I.%I', nspname, stem || '_pgwright_old') || '; END $pgwright$'
FROM q
WHERE deptype = 'i'
UNION ALL
SELECT 701, format('ALTER SEQUENCE %I.%I OWNED BY %s.%I', nspname, relname, {table}, attname) FROM q WHERE deptype = 'a'
UNION ALL
SELECT 800, 'ALTER TABLE ' || {old} || ' NO FORCE ROW LEVEL SECURITY' FROM c WHERE relforcerowsecurity
UNION ALL
SELECT 801, 'ALTER TABLE ' || {table} || ' FORCE ROW LEVEL SECURITY' FROM c WHERE relforcerowsecurity
ORDER BY n, statement
