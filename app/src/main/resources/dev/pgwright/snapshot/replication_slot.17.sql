/* pgwright:replication_slot */
SELECT
    s.slot_name AS name,
    s.slot_type AS type,
    s.plugin,
    s.database,
    s.temporary,
    s.active,
    s.wal_status,
    s.safe_wal_size AS safe_wal_bytes,
    pg_wal_lsn_diff(w.lsn, s.restart_lsn)::bigint AS retained_bytes,
    pg_wal_lsn_diff(w.lsn, s.confirmed_flush_lsn)::bigint AS unconfirmed_bytes,
    age(s.xmin) AS xmin_age,
    age(s.catalog_xmin) AS catalog_xmin_age,
    s.inactive_since AS inactive_since,
    s.invalidation_reason AS invalidation_reason,
    d.spill_bytes AS spilled_bytes,
    d.stream_bytes AS streamed_bytes,
    d.total_bytes AS decoded_bytes
FROM pg_replication_slots AS s
LEFT JOIN pg_stat_replication_slots AS d ON d.slot_name = s.slot_name
CROSS JOIN (
    SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END
) AS w (lsn)
ORDER BY s.slot_name
