CREATE EXTENSION dblink;
SELECT dblink_connect('a', current_setting('pgwright.connection'));
SELECT dblink_disconnect('a');
SELECT pg_sleep(0.2);
