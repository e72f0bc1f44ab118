/* pgwright:blocking */
SELECT
    w.pid AS blocked_pid,
    b.pid AS blocking_pid,
    (SELECT min(l.waitstart) FROM pg_locks AS l WHERE l.pid = w.pid AND NOT l.granted) AS waiting_since
FROM (
    SELECT DISTINCT a.pid
    FROM pg_stat_activity AS a
    WHERE a.wait_event_type = 'Lock'
    ORDER BY a.pid
    LIMIT 100
) AS w
CROSS JOIN LATERAL (SELECT DISTINCT p FROM unnest(pg_blocking_pids(w.pid)) AS p) AS b (pid)
ORDER BY w.pid, b.pid
