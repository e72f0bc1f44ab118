ALTER SYSTEM RESET autovacuum_vacuum_cost_delay;
ALTER SYSTEM RESET autovacuum_vacuum_cost_limit;
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
