/* pgwright:sequence */
SELECT
    c.oid::bigint AS oid,
    n.nspname AS schema,
    c.relname AS name,
    format_type(s.seqtypid, NULL) AS type,
    s.seqstart AS start,
    s.seqincrement AS increment,
    s.seqmin AS minimum,
    s.seqmax AS maximum,
    s.seqcache AS cache,
    s.seqcycle AS cycle,
    t.oid::bigint AS owner_oid,
    t.relname AS owner_relation,
    (
        SELECT a.attname
        FROM pg_attribute AS a
        WHERE a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    ) AS owner_column,
    coalesce(d.deptype = 'i', false) AS identity
FROM pg_sequence AS s
JOIN pg_class AS c ON c.oid = s.seqrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_depend AS d
    ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_class AS t ON t.oid = d.refobjid
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, c.relname
