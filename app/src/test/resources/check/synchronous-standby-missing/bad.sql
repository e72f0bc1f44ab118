SET synchronous_commit = local;
ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (nobody)';
SELECT pg_reload_conf();
SELECT pg_sleep(0.2);
