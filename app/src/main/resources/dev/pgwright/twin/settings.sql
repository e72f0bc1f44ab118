/* Settings that planning depends on; the rest stays the twin's own. */
SELECT s.name
FROM pg_settings AS s
WHERE (s.category LIKE 'Query Tuning%' AND s.name NOT LIKE 'jit%')
    OR s.name IN (
        'work_mem', 'hash_mem_multiplier', 'search_path', 'default_text_search_config', 'array_nulls',
        'transform_null_equals', 'row_security', 'quote_all_identifiers', 'standard_conforming_strings',
        'max_parallel_workers_per_gather', 'debug_parallel_query', 'bytea_output', 'xmlbinary', 'xmloption',
        'IntervalStyle', 'default_table_access_method', 'lo_compat_privileges', 'parallel_leader_participation',
        'min_parallel_table_scan_size', 'min_parallel_index_scan_size', 'effective_io_concurrency',
        'temp_buffers', 'check_function_bodies'
    )
ORDER BY 1
