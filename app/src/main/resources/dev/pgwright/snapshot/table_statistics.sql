/* pgwright:table_statistics */
SELECT
    c.oid::bigint AS relation_oid,
    n.nspname AS schema,
    c.relname AS relation,
    pg_stat_get_numscans(c.oid) AS seq_scans,
    NULL::timestamptz AS last_seq_scan,
    pg_stat_get_tuples_returned(c.oid) AS seq_rows_read,
    coalesce(i.scans, 0) AS index_scans,
    i.last_scan AS last_index_scan,
    coalesce(i.rows_fetched, 0) + pg_stat_get_tuples_fetched(c.oid) AS index_rows_fetched,
    pg_stat_get_tuples_inserted(c.oid) AS rows_inserted,
    pg_stat_get_tuples_updated(c.oid) AS rows_updated,
    pg_stat_get_tuples_deleted(c.oid) AS rows_deleted,
    pg_stat_get_tuples_hot_updated(c.oid) AS rows_hot_updated,
    NULL::bigint AS rows_updated_to_new_page,
    pg_stat_get_live_tuples(c.oid) AS live_rows,
    pg_stat_get_dead_tuples(c.oid) AS dead_rows,
    pg_stat_get_mod_since_analyze(c.oid) AS rows_modified_since_analyze,
    pg_stat_get_ins_since_vacuum(c.oid) AS rows_inserted_since_vacuum,
    pg_stat_get_last_vacuum_time(c.oid) AS last_vacuum,
    pg_stat_get_last_autovacuum_time(c.oid) AS last_autovacuum,
    pg_stat_get_last_analyze_time(c.oid) AS last_analyze,
    pg_stat_get_last_autoanalyze_time(c.oid) AS last_autoanalyze,
    pg_stat_get_vacuum_count(c.oid) AS vacuums,
    pg_stat_get_autovacuum_count(c.oid) AS autovacuums,
    pg_stat_get_analyze_count(c.oid) AS analyzes,
    pg_stat_get_autoanalyze_count(c.oid) AS autoanalyzes,
    pg_stat_get_blocks_fetched(c.oid) - pg_stat_get_blocks_hit(c.oid) AS heap_blocks_read,
    pg_stat_get_blocks_hit(c.oid) AS heap_blocks_hit,
    coalesce(i.blocks_fetched - i.blocks_hit, 0) AS index_blocks_read,
    coalesce(i.blocks_hit, 0) AS index_blocks_hit,
    coalesce(pg_stat_get_blocks_fetched(t.oid) - pg_stat_get_blocks_hit(t.oid), 0) AS toast_blocks_read,
    coalesce(pg_stat_get_blocks_hit(t.oid), 0) AS toast_blocks_hit
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_class AS t ON t.oid = c.reltoastrelid
LEFT JOIN (
    SELECT
        x.indrelid,
        sum(pg_stat_get_numscans(x.indexrelid))::bigint AS scans,
        NULL::timestamptz AS last_scan,
        sum(pg_stat_get_tuples_fetched(x.indexrelid))::bigint AS rows_fetched,
        sum(pg_stat_get_blocks_fetched(x.indexrelid))::bigint AS blocks_fetched,
        sum(pg_stat_get_blocks_hit(x.indexrelid))::bigint AS blocks_hit
    FROM pg_index AS x
    JOIN pg_class AS c ON c.oid = x.indrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^(pg_|information_schema$)'
    GROUP BY x.indrelid
) AS i ON i.indrelid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
    AND c.relkind IN ('r', 'm', 'p')
ORDER BY n.nspname, c.relname
