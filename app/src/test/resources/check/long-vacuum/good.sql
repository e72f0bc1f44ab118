CREATE EXTENSION dblink;
CREATE TABLE archive (id int PRIMARY KEY, note text NOT NULL);
INSERT INTO archive SELECT i, repeat('x', 500) FROM generate_series(1, 2000) AS i;
SELECT dblink_connect('vacuum', current_setting('pgwright.connection'));
SELECT dblink_send_query('vacuum', 'VACUUM archive');
SELECT pg_sleep(0.4);
