/* pgwright:checkpointer */
SELECT
    c.num_timed AS timed,
    c.num_requested AS requested,
    c.restartpoints_timed,
    c.restartpoints_req AS restartpoints_requested,
    c.write_time AS write_time_ms,
    c.sync_time AS sync_time_ms,
    c.buffers_written,
    c.stats_reset AS statistics_reset
FROM pg_stat_checkpointer AS c
ORDER BY 1
