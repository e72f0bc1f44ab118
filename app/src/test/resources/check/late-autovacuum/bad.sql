CREATE TABLE event (id int PRIMARY KEY, kind int NOT NULL);
INSERT INTO event SELECT i, 1 FROM generate_series(1, 6000) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE event;
