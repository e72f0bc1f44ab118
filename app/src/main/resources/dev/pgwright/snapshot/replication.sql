/* pgwright:replication */
SELECT
    r.pid,
    r.usename AS role,
    r.application_name,
    host(r.client_addr) AS client_address,
    r.state,
    r.sync_state,
    pg_wal_lsn_diff(w.lsn, r.sent_lsn)::bigint AS sent_lag_bytes,
    pg_wal_lsn_diff(w.lsn, r.write_lsn)::bigint AS write_lag_bytes,
    pg_wal_lsn_diff(w.lsn, r.flush_lsn)::bigint AS flush_lag_bytes,
    pg_wal_lsn_diff(w.lsn, r.replay_lsn)::bigint AS replay_lag_bytes,
    (extract(epoch FROM r.replay_lag) * 1000)::float8 AS replay_lag_ms,
    age(r.backend_xmin) AS xmin_age,
    r.reply_time
FROM pg_stat_replication AS r
CROSS JOIN (
    SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END
) AS w (lsn)
ORDER BY r.application_name COLLATE "C", r.client_addr, r.pid
