CREATE TABLE event (id int PRIMARY KEY, kind text, amount numeric NOT NULL, at timestamptz NOT NULL);
INSERT INTO event SELECT i, CASE WHEN i % 3 = 0 THEN 'sale' END, i * 1.5, now() FROM generate_series(1, 12000) AS i;
DELETE FROM event WHERE id % 4 <> 0;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) event;
