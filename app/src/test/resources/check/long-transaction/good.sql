CREATE EXTENSION dblink;
-- Many statements, each in a transaction of its own.
SELECT dblink_connect('worker', current_setting('pgwright.connection'));
SELECT dblink_exec('worker', 'CREATE TABLE done (id bigint PRIMARY KEY)');
SELECT pg_sleep(1.2);
SELECT dblink_send_query('worker', 'SELECT pg_sleep(60)');
SELECT pg_sleep(0.1);
