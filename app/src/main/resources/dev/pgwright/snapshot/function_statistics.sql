/* pgwright:function_statistics */
SELECT
    s.funcid::bigint AS function_oid,
    s.schemaname AS schema,
    s.funcname AS function,
    s.calls,
    s.total_time AS total_time_ms,
    s.self_time AS self_time_ms
FROM pg_stat_user_functions AS s
WHERE s.schemaname !~ '^(pg_|information_schema$)'
ORDER BY s.schemaname, s.funcname, pg_get_function_identity_arguments(s.funcid) COLLATE "C"
