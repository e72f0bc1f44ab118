CREATE TABLE event (id int PRIMARY KEY, note text NOT NULL);
INSERT INTO event SELECT i, 'x' FROM generate_series(1, 20000) AS i;
DELETE FROM event WHERE id % 5 <> 0;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) event;
