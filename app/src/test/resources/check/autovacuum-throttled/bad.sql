ALTER SYSTEM SET autovacuum_vacuum_cost_delay = '20ms';
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
