ALTER SYSTEM SET max_connections = 41;
SELECT pg_reload_conf();
SELECT pg_sleep(0.2);
