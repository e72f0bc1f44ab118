/* pgwright:statement_info */
SELECT
    i.dealloc AS deallocations,
    i.stats_reset AS statistics_reset
FROM :"extension_schema".pg_stat_statements_info AS i
ORDER BY 1
