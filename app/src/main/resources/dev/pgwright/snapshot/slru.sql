/* pgwright:slru */
SELECT
    s.name,
    s.blks_zeroed AS blocks_zeroed,
    s.blks_hit AS blocks_hit,
    s.blks_read AS blocks_read,
    s.blks_written AS blocks_written,
    s.stats_reset AS statistics_reset
FROM pg_stat_slru AS s
ORDER BY s.name COLLATE "C"
