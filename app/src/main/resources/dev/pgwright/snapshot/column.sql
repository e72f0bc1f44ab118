/* pgwright:column */
SELECT
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS relation,
    a.attnum AS position,
    a.attname AS name,
    format_type(a.atttypid, a.atttypmod) AS type,
    a.atttypid::bigint AS type_oid,
    t.typcategory AS type_category,
    a.attlen AS length_bytes,
    a.attalign AS alignment,
    a.attnotnull AS not_null,
    CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, 0) END AS default_value,
    CASE a.attgenerated WHEN '' THEN 'NONE' WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END AS generated,
    CASE a.attidentity WHEN '' THEN 'NONE' WHEN 'a' THEN 'ALWAYS' ELSE 'BY_DEFAULT' END AS identity,
    CASE a.attstorage
        WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED'
    END AS storage,
    CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
    nullif(a.attstattarget, -1) AS statistics_target,
    coalesce(a.attoptions, '{}') AS options,
    CASE WHEN a.attcollation <> t.typcollation
        THEN (SELECT format('%I.%I', m.nspname, l.collname)
            FROM pg_collation AS l JOIN pg_namespace AS m ON m.oid = l.collnamespace WHERE l.oid = a.attcollation)
    END AS collation,
    a.attislocal AS local,
    o.description AS comment
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum AND a.atthasdef
LEFT JOIN pg_description AS o
    ON o.objoid = c.oid AND o.classoid = 'pg_class'::regclass AND o.objsubid = a.attnum
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY n.nspname, c.relname, a.attnum
