CREATE TABLE note (id bigint PRIMARY KEY, text text NOT NULL);
INSERT INTO note SELECT i, repeat('x', 100) FROM generate_series(1, 3000) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE note;
