/* pgwright:archiver */
SELECT
    a.archived_count AS archived,
    a.last_archived_wal AS last_archived,
    a.last_archived_time,
    a.failed_count AS failed,
    a.last_failed_wal AS last_failed,
    a.last_failed_time,
    a.stats_reset AS statistics_reset
FROM pg_stat_archiver AS a
ORDER BY 1
