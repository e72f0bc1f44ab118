/* pgwright:index_statistics */
SELECT
    i.oid::bigint AS index_oid,
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS relation,
    i.relname AS index,
    pg_stat_get_numscans(i.oid) AS scans,
    NULL::timestamptz AS last_scan,
    pg_stat_get_tuples_returned(i.oid) AS entries_read,
    pg_stat_get_tuples_fetched(i.oid) AS rows_fetched,
    pg_stat_get_blocks_fetched(i.oid) - pg_stat_get_blocks_hit(i.oid) AS blocks_read,
    pg_stat_get_blocks_hit(i.oid) AS blocks_hit
FROM pg_index AS x
JOIN pg_class AS i ON i.oid = x.indexrelid
JOIN pg_class AS c ON c.oid = x.indrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^(pg_|information_schema$)'
ORDER BY n.nspname, i.relname
