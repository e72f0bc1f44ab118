CREATE EXTENSION dblink;
-- An index build takes as long as it takes: here it waits for the transaction that wrote to its table.
CREATE TABLE orders (id bigint PRIMARY KEY);
SELECT dblink_connect('builder', current_setting('pgwright.connection'));
BEGIN;
INSERT INTO orders VALUES (1);
SELECT dblink_send_query('builder', 'CREATE INDEX CONCURRENTLY orders_again ON orders (id DESC)');
SELECT pg_sleep(0.2);
