CREATE TABLE reading (id int PRIMARY KEY, value int NOT NULL);
INSERT INTO reading SELECT i, i FROM generate_series(1, 12000) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE reading;
