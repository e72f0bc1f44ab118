/* pgwright:wal */
SELECT
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS lsn,
    s.wal_records AS records,
    s.wal_fpi AS full_page_images,
    s.wal_bytes AS bytes,
    s.wal_buffers_full AS buffers_full,
    s.wal_write AS writes,
    s.wal_sync AS syncs,
    s.wal_write_time AS write_time_ms,
    s.wal_sync_time AS sync_time_ms,
    s.stats_reset AS statistics_reset
FROM pg_stat_wal AS s
ORDER BY 1
