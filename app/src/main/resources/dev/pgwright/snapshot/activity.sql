/* pgwright:activity */
SELECT
    a.pid,
    a.backend_type,
    a.datname AS database,
    a.usename AS role,
    a.application_name,
    host(a.client_addr) AS client_address,
    a.backend_start,
    a.xact_start AS transaction_start,
    a.query_start,
    a.state_change,
    a.wait_event_type,
    a.wait_event,
    a.state,
    age(a.backend_xid) AS xid_age,
    age(a.backend_xmin) AS xmin_age,
    a.query_id,
    left(a.query, 1000) AS query,
    a.leader_pid,
    s.ssl
FROM pg_stat_activity AS a
LEFT JOIN pg_stat_ssl AS s ON s.pid = a.pid
WHERE a.pid <> pg_backend_pid()
ORDER BY a.backend_type COLLATE "C", a.datname, a.usename, a.pid
