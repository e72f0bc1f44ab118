/* pgwright:index */
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
), part AS MATERIALIZED (
    SELECT
        i.indexrelid,
        u.n,
        (SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = i.indrelid AND a.attnum = u.attnum) AS column,
        CASE WHEN u.attnum = 0 AND k.oid IS NULL THEN pg_get_indexdef(i.indexrelid, u.n::int, false) END AS expression,
        u.n > i.indnkeyatts AS included,
        o.opcname,
        o.opcdefault,
        o.nspname AS operator_schema,
        CASE WHEN u.collation_oid <> 0 THEN (
            SELECT format('%I.%I', m.nspname, l.collname)
            FROM pg_attribute AS b
            JOIN pg_type AS e ON e.oid = b.atttypid
            LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = u.attnum AND u.attnum <> 0
            JOIN pg_collation AS l ON l.oid = u.collation_oid AND l.oid <> coalesce(a.attcollation, e.typcollation)
            JOIN pg_namespace AS m ON m.oid = l.collnamespace
            WHERE b.attrelid = i.indexrelid AND b.attnum = u.n
        ) END AS collation,
        u.option & 1 = 1 AS descending,
        u.option & 2 = 2 AS nulls_first,
        (SELECT b.attoptions FROM pg_attribute AS b WHERE b.attrelid = i.indexrelid AND b.attnum = u.n) AS parameters,
        CASE WHEN u.attnum = 0 THEN (
            SELECT b.attstattarget FROM pg_attribute AS b WHERE b.attrelid = i.indexrelid AND b.attnum = u.n
        ) END AS statistics_target
    FROM pg_index AS i
    JOIN pg_class AS t ON t.oid = i.indrelid
    JOIN pg_namespace AS n ON n.oid = t.relnamespace
    CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[])
        WITH ORDINALITY AS u (attnum, opclass_oid, collation_oid, option, n)
    LEFT JOIN locked AS k ON k.oid = i.indrelid
    LEFT JOIN (
        SELECT c.oid, c.opcname, c.opcdefault, m.nspname
        FROM pg_opclass AS c
        JOIN pg_namespace AS m ON m.oid = c.opcnamespace
    ) AS o ON o.oid = u.opclass_oid
    WHERE n.nspname !~ '^(pg_|information_schema$)'
), parts AS (
    SELECT
        p.indexrelid,
        json_agg(json_build_object(
            'column', p.column,
            'expression', p.expression,
            'operator_class', p.opcname,
            'default_operator_class', p.opcdefault,
            'parameters', coalesce(p.parameters, '{}'),
            'collation', p.collation,
            'descending', p.descending,
            'nulls_first', p.nulls_first,
            'statistics_target', nullif(p.statistics_target, -1)
        ) ORDER BY p.n) FILTER (WHERE NOT p.included) AS keys,
        coalesce(json_agg(p.column ORDER BY p.n) FILTER (WHERE p.included), '[]') AS included,
        bool_or(p.parameters IS NOT NULL OR p.column IS NULL) AS needs_lock,
        string_agg(
            quote_ident(p.column) || coalesce(' COLLATE ' || regexp_replace(p.collation, '^pg_catalog[.]', ''), '')
            || CASE WHEN p.opcdefault THEN ''
                ELSE ' ' || coalesce(quote_ident(nullif(p.operator_schema, 'pg_catalog')) || '.', '')
                    || quote_ident(p.opcname) END
            || CASE WHEN p.descending THEN CASE WHEN p.nulls_first THEN ' DESC' ELSE ' DESC NULLS LAST' END
                WHEN p.nulls_first THEN ' NULLS FIRST' ELSE '' END,
            ', ' ORDER BY p.n) FILTER (WHERE NOT p.included) AS key_list,
        string_agg(quote_ident(p.column), ', ' ORDER BY p.n) FILTER (WHERE p.included) AS included_list
    FROM part AS p
    GROUP BY p.indexrelid
)
SELECT
    c.oid::bigint AS oid,
    n.nspname AS schema,
    c.relname AS name,
    t.oid::bigint AS relation_oid,
    t.relname AS relation,
    m.amname AS access_method,
    q.keys,
    q.included,
    CASE WHEN k.oid IS NULL THEN pg_get_expr(i.indpred, i.indrelid) END AS predicate,
    i.indpred IS NOT NULL AS partial,
    i.indisunique AS unique,
    false AS nulls_not_distinct,
    i.indisprimary AS primary,
    i.indisexclusion AS exclusion,
    i.indimmediate AS immediate,
    i.indisvalid AS valid,
    i.indisready AS ready,
    i.indislive AS live,
    i.indisclustered AS clustered,
    i.indisreplident AS replica_identity,
    c.relkind = 'I' AS partitioned,
    h.inhparent::bigint AS parent_oid,
    b.conname AS constraint_name,
    coalesce(c.reloptions, '{}') AS options,
    s.spcname AS tablespace,
    c.relpages AS pages,
    c.reltuples::float8 AS tuples,
    CASE
        WHEN i.indpred IS NULL AND NOT q.needs_lock THEN concat(
            'CREATE ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, 'INDEX ', quote_ident(c.relname), ' ON ',
            CASE WHEN c.relkind = 'I' THEN 'ONLY ' END, quote_ident(n.nspname), '.', quote_ident(t.relname),
            ' USING ', quote_ident(m.amname), ' (', q.key_list, ')', ' INCLUDE (' || q.included_list || ')',
            CASE WHEN false THEN ' NULLS NOT DISTINCT' END,
            ' WITH (' || (
                SELECT string_agg(
                    u.name || '='
                    || CASE WHEN quote_ident(u.value) = u.value THEN u.value ELSE quote_literal(u.value) END,
                    ', ')
                FROM (
                    SELECT split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)
                    FROM unnest(c.reloptions) AS o
                ) AS u (name, value)
            ) || ')')
        WHEN k.oid IS NULL THEN pg_get_indexdef(c.oid)
    END AS definition,
    k.oid IS NOT NULL AND (i.indpred IS NOT NULL OR q.needs_lock) AS locked,
    g.description AS comment
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
JOIN pg_class AS t ON t.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = t.relnamespace
JOIN parts AS q ON q.indexrelid = i.indexrelid
JOIN pg_am AS m ON m.oid = c.relam
LEFT JOIN locked AS k ON k.oid = i.indrelid
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
LEFT JOIN pg_inherits AS h ON h.inhrelid = c.oid
LEFT JOIN pg_description AS g ON g.objoid = c.oid AND g.classoid = 'pg_class'::regclass AND g.objsubid = 0
LEFT JOIN pg_constraint AS b ON b.conindid = c.oid AND b.conrelid = t.oid AND b.contype IN ('p', 'u', 'x')
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, c.relname
