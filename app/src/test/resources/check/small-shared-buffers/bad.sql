CREATE TABLE picture (id bigint PRIMARY KEY, data text NOT NULL);
INSERT INTO picture SELECT i, repeat('x', 1500) FROM generate_series(1, 2000) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE picture;
