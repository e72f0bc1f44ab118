ALTER SYSTEM RESET max_connections;
ALTER SYSTEM RESET autovacuum_vacuum_cost_limit;
SELECT pg_reload_conf();
SELECT pg_sleep(0.2);
