/* pgwright:io */
SELECT
    i.backend_type,
    i.object,
    i.context,
    i.reads,
    i.read_bytes AS read_bytes,
    i.read_time AS read_time_ms,
    i.writes,
    i.write_bytes AS write_bytes,
    i.write_time AS write_time_ms,
    i.extends AS file_extends,
    i.extend_bytes AS extend_bytes,
    i.extend_time AS extend_time_ms,
    i.hits,
    i.evictions,
    i.reuses,
    i.fsyncs,
    i.fsync_time AS fsync_time_ms,
    i.stats_reset AS statistics_reset
FROM pg_stat_io AS i
ORDER BY i.backend_type COLLATE "C", i.object COLLATE "C", i.context COLLATE "C"
