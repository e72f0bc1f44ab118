/* pgwright:statement */
SELECT
    s.queryid AS query_id,
    r.rolname AS role,
    s.toplevel AS top_level,
    CASE WHEN s.queryid IS NOT NULL THEN s.query END AS query,
    s.calls,
    s.rows,
    s.plans,
    s.total_plan_time AS total_plan_time_ms,
    s.total_exec_time AS total_exec_time_ms,
    s.min_exec_time AS min_exec_time_ms,
    s.max_exec_time AS max_exec_time_ms,
    s.mean_exec_time AS mean_exec_time_ms,
    s.stddev_exec_time AS stddev_exec_time_ms,
    s.shared_blks_hit AS shared_blocks_hit,
    s.shared_blks_read AS shared_blocks_read,
    s.shared_blks_dirtied AS shared_blocks_dirtied,
    s.shared_blks_written AS shared_blocks_written,
    s.local_blks_hit AS local_blocks_hit,
    s.local_blks_read AS local_blocks_read,
    s.local_blks_dirtied AS local_blocks_dirtied,
    s.local_blks_written AS local_blocks_written,
    s.temp_blks_read AS temp_blocks_read,
    s.temp_blks_written AS temp_blocks_written,
    s.blk_read_time AS block_read_time_ms,
    s.blk_write_time AS block_write_time_ms,
    NULL::float8 AS temp_block_read_time_ms,
    NULL::float8 AS temp_block_write_time_ms,
    s.wal_records,
    s.wal_fpi AS wal_full_page_images,
    s.wal_bytes,
    NULL::bigint AS jit_functions,
    NULL::float8 AS jit_time_ms,
    NULL::bigint AS parallel_workers_planned,
    NULL::bigint AS parallel_workers_launched,
    NULL::timestamptz AS since
FROM :"extension_schema".pg_stat_statements AS s
LEFT JOIN pg_roles AS r ON r.oid = s.userid
WHERE s.dbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
    AND s.query NOT LIKE '/* pgwright:%'
ORDER BY s.total_exec_time DESC, s.queryid, r.rolname, s.toplevel
