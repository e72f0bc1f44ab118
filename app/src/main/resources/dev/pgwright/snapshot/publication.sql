/* pgwright:publication */
SELECT
    p.oid::bigint AS oid,
    p.pubname AS name,
    r.rolname AS owner,
    p.puballtables AS all_tables,
    array_remove(ARRAY[
        CASE WHEN p.pubinsert THEN 'INSERT' END,
        CASE WHEN p.pubupdate THEN 'UPDATE' END,
        CASE WHEN p.pubdelete THEN 'DELETE' END,
        CASE WHEN p.pubtruncate THEN 'TRUNCATE' END
    ], NULL) AS operations,
    p.pubviaroot AS via_root
FROM pg_publication AS p
LEFT JOIN pg_roles AS r ON r.oid = p.pubowner
ORDER BY p.pubname
