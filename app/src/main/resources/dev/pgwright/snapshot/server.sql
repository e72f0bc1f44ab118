/* pgwright:server */
SELECT
    version() AS version,
    current_setting('server_version') AS server_version,
    current_setting('server_version_num')::int AS version_num,
    pg_postmaster_start_time() AS start_time,
    pg_conf_load_time() AS settings_load_time,
    now() AS now,
    pg_is_in_recovery() AS in_recovery,
    current_database() AS database,
    current_user AS role,
    r.rolsuper AS superuser,
    pg_has_role('pg_read_all_stats', 'USAGE') AS reads_all_statistics,
    pg_has_role('pg_read_all_settings', 'USAGE') AS reads_all_settings,
    current_setting('block_size')::int AS block_size_bytes,
    current_setting('server_encoding') AS encoding,
    s.stats_reset AS statistics_reset,
    CASE WHEN pg_is_in_recovery() THEN pg_last_xact_replay_timestamp() END AS replay_time,
    CASE WHEN pg_is_in_recovery()
        THEN pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::bigint
    END AS replay_lag_bytes,
    CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() END AS replay_paused
FROM pg_roles AS r
JOIN pg_stat_database AS s ON s.datname = current_database()
WHERE r.rolname = current_user
ORDER BY 1
