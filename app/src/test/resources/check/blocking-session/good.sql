CREATE EXTENSION dblink;
CREATE TABLE stock (id bigint PRIMARY KEY, pieces int NOT NULL);
INSERT INTO stock VALUES (1, 5), (2, 5);
SELECT dblink_connect('first', current_setting('pgwright.connection'));
BEGIN;
UPDATE stock SET pieces = 4 WHERE id = 1;
-- Another row: nobody waits.
SELECT dblink_send_query('first', 'UPDATE stock SET pieces = 3 WHERE id = 2');
SELECT pg_sleep(0.2);
