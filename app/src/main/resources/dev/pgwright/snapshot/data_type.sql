/* pgwright:data_type */
SELECT
    t.oid::bigint AS oid,
    n.nspname AS schema,
    t.typname AS name,
    CASE t.typtype
        WHEN 'e' THEN 'ENUM' WHEN 'd' THEN 'DOMAIN' WHEN 'c' THEN 'COMPOSITE' WHEN 'r' THEN 'RANGE'
        WHEN 'm' THEN 'MULTIRANGE' ELSE 'BASE'
    END AS kind,
    r.rolname AS owner,
    x.extname AS extension,
    ARRAY(SELECT e.enumlabel FROM pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
    CASE t.typtype
        WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
        WHEN 'r' THEN format_type(g.rngsubtype, NULL)
    END AS base_type,
    t.typnotnull AS not_null,
    t.typdefault AS default_value,
    CASE WHEN t.typtype IN ('d', 'r') AND coalesce(g.rngcollation, t.typcollation) <> b.typcollation
        THEN (SELECT format('%I.%I', m.nspname, l.collname)
            FROM pg_collation AS l JOIN pg_namespace AS m ON m.oid = l.collnamespace
            WHERE l.oid = coalesce(g.rngcollation, t.typcollation))
    END AS collation,
    coalesce((
        SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
            ORDER BY a.attnum)
        FROM pg_attribute AS a
        WHERE a.attrelid = t.typrelid AND t.typrelid <> 0 AND a.attnum > 0 AND NOT a.attisdropped
    ), '[]') AS attributes
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_roles AS r ON r.oid = t.typowner
LEFT JOIN pg_class AS c ON c.oid = t.typrelid
LEFT JOIN pg_range AS g ON g.rngtypid = t.oid
LEFT JOIN pg_type AS b ON b.oid = coalesce(g.rngsubtype, t.typbasetype)
LEFT JOIN (
    SELECT d.objid, e.extname
    FROM pg_depend AS d
    JOIN pg_extension AS e ON e.oid = d.refobjid
    WHERE d.classid = 'pg_type'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
) AS x ON x.objid = t.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND (c.relkind IS NULL OR c.relkind = 'c')
    AND NOT (t.typelem <> 0 AND t.typlen = -1)
ORDER BY n.nspname, t.typname
