/* pgwright:background_writer */
SELECT
    b.buffers_clean AS buffers_cleaned,
    b.maxwritten_clean AS stopped_at_limit,
    b.buffers_alloc AS buffers_allocated,
    NULL::bigint AS buffers_written_by_backends,
    NULL::bigint AS backend_fsyncs,
    b.stats_reset AS statistics_reset
FROM pg_stat_bgwriter AS b
ORDER BY 1
