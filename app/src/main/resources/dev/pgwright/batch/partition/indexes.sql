/* pgwright:indexes: what the shadow gets once it is full; a name and the statements that make what has it */
WITH c AS (SELECT c.* FROM pg_class AS c WHERE c.oid = to_regclass({table})),
x AS (
    SELECT
        i.*,
        n.nspname,
        x.relname,
        x.reloptions,
        {stem:x.relname} || '_pgwright_new' AS new_name,
        k.oid AS constraint_oid,
        pg_get_indexdef(i.indexrelid) AS definition,
        array_position(i.indkey::smallint[], a.attnum) < i.indnkeyatts IS TRUE AS has_column,
        'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ' || quote_ident(x.relname) || ' ON '
            || c.oid::regclass AS prefix
    FROM c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = {column}
    JOIN pg_index AS i ON i.indrelid = c.oid AND NOT i.indisprimary
    JOIN pg_class AS x ON x.oid = i.indexrelid
    JOIN pg_namespace AS n ON n.oid = x.relnamespace
    LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = c.oid AND k.contype = 'u'
),
wide AS (
    SELECT
        x.*,
        (
            SELECT string_agg(pg_get_indexdef(indexrelid, k, false), ', ' ORDER BY k) FROM generate_series(1, indnkeyatts) AS k
        ) || CASE WHEN has_column THEN '' ELSE ', ' || quote_ident({column}) END AS columns,
        (
            SELECT ' INCLUDE (' || string_agg(column_name, ', ' ORDER BY k) || ')'
            FROM generate_series(indnkeyatts + 1, indnatts) AS k
            CROSS JOIN pg_get_indexdef(indexrelid, k, false) AS column_name
            WHERE column_name <> quote_ident({column})
        ) AS included,
        CASE WHEN definition LIKE '%NULLS NOT DISTINCT%' THEN ' NULLS NOT DISTINCT' ELSE '' END AS nulls
    FROM x
)
SELECT
    1 AS n,
    new_name AS name,
    CASE
        WHEN constraint_oid IS NOT NULL
            THEN 'ALTER TABLE ' || {shadow} || ' ADD CONSTRAINT ' || quote_ident(new_name) || ' UNIQUE' || nulls || ' (' || columns || ')'
                || coalesce(included, '')
        WHEN indisunique AND NOT has_column
            THEN 'CREATE UNIQUE INDEX ' || quote_ident(new_name) || ' ON ' || {shadow} || ' (' || columns || ')' || coalesce(included, '') || nulls
        ELSE 'CREATE ' || CASE WHEN indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ' || quote_ident(new_name) || ' ON '
            || {shadow} || substr(definition, length(prefix) + 1)
    END || coalesce('; COMMENT ON INDEX ' || quote_ident(nspname) || '.' || quote_ident(new_name) || ' IS '
        || quote_literal(obj_description(indexrelid, 'pg_class')), '') AS statement
FROM wide
UNION ALL
SELECT
    2,
    {stem:s.stxname} || '_pgwright_new',
    'CREATE STATISTICS ' || quote_ident(n.nspname) || '.' || quote_ident({stem:s.stxname} || '_pgwright_new')
        || substr(
            left(d, length(d) - length(' FROM ' || c.oid::regclass)),
            length('CREATE STATISTICS ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname)) + 1
        ) || ' FROM ' || {shadow}
FROM c
JOIN pg_statistic_ext AS s ON s.stxrelid = c.oid
JOIN pg_namespace AS n ON n.oid = s.stxnamespace
CROSS JOIN pg_get_statisticsobjdef(s.oid) AS d
ORDER BY n, name
