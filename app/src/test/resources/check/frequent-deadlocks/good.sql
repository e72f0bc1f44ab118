CREATE EXTENSION dblink;
CREATE TABLE account (id bigint PRIMARY KEY, amount int NOT NULL);
INSERT INTO account VALUES (1, 0), (2, 0);
SELECT dblink_connect('other', current_setting('pgwright.connection'));
-- The same rows in one order: the second waits for the first.
BEGIN;
UPDATE account SET amount = 1 WHERE id = 1;
SELECT dblink_send_query('other', 'UPDATE account SET amount = 2 WHERE id IN (1, 2)');
UPDATE account SET amount = 1 WHERE id = 2;
COMMIT;
SELECT pg_stat_force_next_flush();
