CREATE TABLE note (id bigint PRIMARY KEY, text text NOT NULL);
INSERT INTO note SELECT i, repeat('x', 100) FROM generate_series(1, 3000) AS i;
ANALYZE note;
