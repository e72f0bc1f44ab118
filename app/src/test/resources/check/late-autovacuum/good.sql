CREATE TABLE event (id int PRIMARY KEY, kind int NOT NULL) WITH (autovacuum_vacuum_scale_factor = 0.15);
INSERT INTO event SELECT i, 1 FROM generate_series(1, 6000) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE event;
CREATE TABLE small_event (id int PRIMARY KEY, kind int NOT NULL);
INSERT INTO small_event SELECT i, 1 FROM generate_series(1, 3000) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE small_event;
