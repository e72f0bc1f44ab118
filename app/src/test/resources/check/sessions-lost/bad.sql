CREATE EXTENSION dblink;
SELECT dblink_connect('a', current_setting('pgwright.connection'));
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'other' AND datname = current_database();
SELECT dblink_disconnect('a');
SELECT pg_sleep(0.2);
