CREATE TABLE sale (id int PRIMARY KEY, amount int NOT NULL);
INSERT INTO sale SELECT i, i FROM generate_series(1, 200) AS i;
CREATE MATERIALIZED VIEW total AS SELECT sum(amount) AS amount FROM sale;
SELECT pg_stat_force_next_flush();
ANALYZE sale;
SELECT pg_stat_reset();
INSERT INTO sale SELECT i, i FROM generate_series(201, 260) AS i;
SELECT pg_stat_force_next_flush();
