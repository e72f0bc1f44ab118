/* pgwright:publication_table */
SELECT
    p.pubname AS publication,
    n.nspname AS schema,
    c.relname AS relation,
    c.oid::bigint AS relation_oid,
    CASE WHEN r.prattrs IS NOT NULL THEN ARRAY(
        SELECT a.attname
        FROM unnest(r.prattrs::int2[]) WITH ORDINALITY AS u (attnum, n)
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum
        ORDER BY u.n
    ) END AS columns,
    r.prqual IS NOT NULL AS filtered
FROM pg_publication_rel AS r
JOIN pg_publication AS p ON p.oid = r.prpubid
JOIN pg_class AS c ON c.oid = r.prrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
UNION ALL
SELECT p.pubname, n.nspname, NULL, NULL, NULL, false
FROM pg_publication_namespace AS s
JOIN pg_publication AS p ON p.oid = s.pnpubid
JOIN pg_namespace AS n ON n.oid = s.pnnspid
ORDER BY publication, schema, relation NULLS FIRST
