/* pgwright:obstacles: why a table cannot be converted, and what to do */
WITH c AS (
    SELECT c.*
    FROM pg_class AS c
    WHERE c.oid = to_regclass({table})
),
col AS (
    SELECT a.*
    FROM c
    JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE a.attname = {column} AND a.attnum > 0 AND NOT a.attisdropped
),
keys AS (
    SELECT
        i.*,
        x.relname,
        k.contype,
        k.condeferrable,
        col.attnum = ANY (i.indkey::smallint[]) AND array_position(i.indkey::smallint[], col.attnum) < i.indnkeyatts AS has_column,
        (
            SELECT string_agg(pg_get_indexdef(i.indexrelid, n, true), ', ' ORDER BY n)
            FROM generate_series(1, i.indnkeyatts) AS n
        ) AS columns
    FROM c
    CROSS JOIN col
    JOIN pg_index AS i ON i.indrelid = c.oid
    JOIN pg_class AS x ON x.oid = i.indexrelid
    LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x')
    WHERE i.indisunique OR i.indisexclusion
)
SELECT 1 AS n, 'Table ' || {label} || ' does not exist' AS what, 'Correct its name.' AS todo
WHERE to_regclass({table}) IS NULL
UNION ALL
SELECT 2, {label} || ' is partitioned already', 'Nothing needs to be converted.' FROM c WHERE c.relkind = 'p'
UNION ALL
SELECT 3, {label} || ' is no ordinary table', 'Name a permanent, logged table that is no partition and has no type of its own.'
FROM c
WHERE c.relkind NOT IN ('r', 'p') OR c.relpersistence <> 'p' OR c.relispartition OR c.reloftype <> 0
    OR c.relkind = 'r' AND c.relam <> (SELECT oid FROM pg_am WHERE amname = 'heap')
UNION ALL
SELECT 4, {label} || ' inherits from other tables, or others inherit from it', 'Take the inheritance apart first: ALTER TABLE ... NO INHERIT.'
FROM c
WHERE EXISTS (SELECT FROM pg_inherits WHERE (inhrelid = c.oid OR inhparent = c.oid) AND NOT c.relispartition AND c.relkind = 'r')
UNION ALL
SELECT 5, {label} || ' has no column ' || {column}, 'Correct the name after --by.' FROM c WHERE NOT EXISTS (SELECT FROM col)
UNION ALL
SELECT
    6,
    'Column ' || {column} || ' is of type ' || format_type(atttypid, atttypmod),
    'A day, week, month or year needs a column of type date, timestamp or timestamptz.'
FROM col
WHERE atttypid NOT IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
UNION ALL
SELECT
    7,
    'Column ' || {column} || ' may be null, and a row without it has no partition',
    'Fill it and set it NOT NULL first.'
FROM col
WHERE NOT attnotnull
UNION ALL
SELECT 8, 'Column ' || {column} || ' is generated', 'A generated column cannot decide on the partition: name another.'
FROM col
WHERE attgenerated <> ''
UNION ALL
SELECT 10, {label} || ' has no primary key of one column', 'Give it one: rows are copied and changes followed by that key.'
FROM c
WHERE c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary AND indnkeyatts = 1)
UNION ALL
SELECT
    11,
    CASE WHEN contype = 'p' THEN 'Primary key ' ELSE 'Unique key ' END || relname || ' (' || columns || ') does not hold '
        || {column} || ', as every key of a partitioned table must',
    'With --widen-keys it becomes (' || columns || ', ' || {column} || '). What is lost: the server no longer sees to it that ('
        || columns || ') alone is unique, ON CONFLICT (' || columns || ') is refused, and no foreign key can refer to it.'
FROM keys
WHERE NOT has_column AND NOT indisexclusion AND NOT {widen}
UNION ALL
SELECT 12, 'Unique index ' || relname || ' has expressions or a condition and does not hold ' || {column}, 'Drop it first, or make it anew with the column.'
FROM keys
WHERE NOT has_column AND contype IS NULL AND (indexprs IS NOT NULL OR indpred IS NOT NULL)
UNION ALL
SELECT 13, 'Key ' || relname || ' is deferrable or an exclusion constraint', 'Drop it first: rows cannot be copied beside it.'
FROM keys
WHERE condeferrable OR indisexclusion
UNION ALL
SELECT 14, 'Index ' || x.relname || ' is not valid', 'Drop it or build it again first.'
FROM c
JOIN pg_index AS i ON i.indrelid = c.oid
JOIN pg_class AS x ON x.oid = i.indexrelid
WHERE NOT i.indisvalid
UNION ALL
SELECT 15, 'Constraint ' || k.conname || ' is not validated', 'ALTER TABLE ' || {label} || ' VALIDATE CONSTRAINT ' || quote_ident(k.conname) || ' first.'
FROM c
JOIN pg_constraint AS k ON k.conrelid = c.oid
WHERE NOT k.convalidated
UNION ALL
SELECT
    16,
    'Foreign key ' || k.conname || ' of ' || k.conrelid::regclass || ' refers to ' || {label},
    'Drop it first: a partitioned table is referred to by keys that hold ' || {column} || '.'
FROM c
JOIN pg_constraint AS k ON k.confrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0
UNION ALL
SELECT 17, {label} || ' has a replica identity of its own', 'ALTER TABLE ' || {label} || ' REPLICA IDENTITY DEFAULT first.'
FROM c
WHERE c.relreplident <> 'd'
UNION ALL
SELECT
    18,
    {label} || ' is published by ' || p.pubname,
    CASE WHEN EXISTS (SELECT FROM pg_publication_rel AS r JOIN pg_publication AS q ON q.oid = r.prpubid WHERE q.pubname = p.pubname AND r.prrelid = c.oid)
        THEN 'ALTER PUBLICATION ' || quote_ident(p.pubname) || ' DROP TABLE ' || {label} || ' first; add the table again afterwards.'
        ELSE 'Name the tables of that publication one by one: the copy would be published too.'
    END
FROM c
JOIN pg_publication_tables AS p ON format('%I.%I', p.schemaname, p.tablename)::regclass = c.oid
UNION ALL
SELECT 19, {label} || ' has the rule ' || r.rulename, 'Drop it first.'
FROM c
JOIN pg_rewrite AS r ON r.ev_class = c.oid
WHERE c.relkind IN ('r', 'p')
UNION ALL
SELECT DISTINCT 20, 'Trigger ' || t.tgname || ' cannot be had by a partitioned table', 'Drop it first.'
FROM c
JOIN pg_trigger AS t ON t.tgrelid = c.oid
WHERE NOT t.tgisinternal AND (t.tgtype & 1) = 1 AND (t.tgoldtable IS NOT NULL OR t.tgnewtable IS NOT NULL)
UNION ALL
SELECT DISTINCT
    21,
    pg_describe_object(d.classid, d.objid, 0) || ' is bound to ' || {label},
    'Drop it first and make it again afterwards: it would stay with the old table.'
FROM c
JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
LEFT JOIN pg_policy AS p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
LEFT JOIN pg_trigger AS t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
WHERE d.classid = 'pg_proc'::regclass
    OR p.polrelid <> c.oid
    OR t.tgrelid <> c.oid AND NOT t.tgisinternal
UNION ALL
SELECT DISTINCT
    22,
    v.relkind_name || ' ' || v.oid::regclass || ' shows ' || {label},
    'Drop it first and make it again afterwards: it would stay with the old table.'
FROM c
JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass
JOIN pg_rewrite AS r ON r.oid = d.objid
JOIN (
    SELECT oid, relkind, CASE relkind WHEN 'm' THEN 'Materialized view' ELSE 'Relation' END AS relkind_name FROM pg_class
) AS v ON v.oid = r.ev_class
WHERE v.relkind <> 'v' AND v.oid <> c.oid
UNION ALL
SELECT DISTINCT
    23,
    pg_describe_object(d.classid, d.objid, d.objsubid) || ' uses the row type of ' || {label},
    'Drop it first and make it again afterwards: the type would stay with the old table.'
FROM c
JOIN pg_type AS y ON y.oid = c.reltype
JOIN pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray) AND d.deptype <> 'i'
UNION ALL
SELECT 24, 'The role cannot own what it makes for ' || {label}, 'Connect as ' || pg_get_userbyid(c.relowner) || ' or a member of that role.'
FROM c
WHERE NOT pg_has_role(c.relowner, 'USAGE')
UNION ALL
SELECT 25, 'Name ' || taken || ' is taken', 'Rename or drop that table first.'
FROM (VALUES ({shadow}), ({old})) AS v (taken)
WHERE to_regclass(v.taken) IS NOT NULL
ORDER BY n, what
