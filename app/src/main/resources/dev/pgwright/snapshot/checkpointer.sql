/* pgwright:checkpointer */
SELECT
    c.checkpoints_timed AS timed,
    c.checkpoints_req AS requested,
    NULL::bigint AS restartpoints_timed,
    NULL::bigint AS restartpoints_requested,
    c.checkpoint_write_time AS write_time_ms,
    c.checkpoint_sync_time AS sync_time_ms,
    c.buffers_checkpoint AS buffers_written,
    c.stats_reset AS statistics_reset
FROM pg_stat_bgwriter AS c
ORDER BY 1
