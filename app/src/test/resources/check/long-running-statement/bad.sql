CREATE EXTENSION dblink;
-- Another session is busy with it while the snapshot is taken.
SELECT dblink_connect('worker', current_setting('pgwright.connection'));
SELECT dblink_send_query('worker', 'SELECT pg_sleep(60)');
SELECT pg_sleep(0.2);
