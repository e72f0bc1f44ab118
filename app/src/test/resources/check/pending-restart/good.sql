-- No restart needed.
ALTER SYSTEM SET autovacuum_vacuum_cost_limit = 400;
SELECT pg_reload_conf();
SELECT pg_sleep(0.2);
