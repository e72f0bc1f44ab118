CREATE EXTENSION dblink;
CREATE TABLE stock (id bigint PRIMARY KEY, pieces int NOT NULL);
SELECT dblink_connect('writer', current_setting('pgwright.connection'));
BEGIN;
LOCK TABLE stock IN SHARE ROW EXCLUSIVE MODE;
-- A writer waits, but readers come through.
SELECT dblink_send_query('writer', 'INSERT INTO stock VALUES (1, 1)');
SELECT pg_sleep(0.3);
