CREATE EXTENSION dblink;
CREATE TABLE account (id bigint PRIMARY KEY, amount int NOT NULL);
INSERT INTO account VALUES (1, 0), (2, 0);
SET deadlock_timeout = '10ms';
SELECT dblink_connect('other', current_setting('pgwright.connection'));
SELECT dblink_exec('other', 'SET deadlock_timeout = ''10s''');
BEGIN;
UPDATE account SET amount = 1 WHERE id = 1;
SELECT dblink_exec('other', 'BEGIN');
SELECT dblink_exec('other', 'UPDATE account SET amount = 2 WHERE id = 2');
SELECT dblink_send_query('other', 'UPDATE account SET amount = 2 WHERE id = 1');
DO $$
BEGIN
  UPDATE account SET amount = 1 WHERE id = 2;
EXCEPTION WHEN deadlock_detected THEN
  RAISE NOTICE 'as intended';
END $$;
ROLLBACK;
SELECT pg_stat_force_next_flush();
