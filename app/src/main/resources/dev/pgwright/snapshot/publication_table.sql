/* pgwright:publication_table */
SELECT
    p.pubname AS publication,
    n.nspname AS schema,
    c.relname AS relation,
    c.oid::bigint AS relation_oid,
    NULL::name[] AS columns,
    false AS filtered
FROM pg_publication_rel AS r
JOIN pg_publication AS p ON p.oid = r.prpubid
JOIN pg_class AS c ON c.oid = r.prrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY p.pubname, n.nspname, c.relname
