CREATE TABLE event (id int, note text NOT NULL, PRIMARY KEY (id) WITH (fillfactor = 60));
INSERT INTO event SELECT i, 'x' FROM generate_series(1, 20000) AS i;
-- Many equal values share their entries.
CREATE TABLE visit (id int PRIMARY KEY, shop int NOT NULL);
INSERT INTO visit SELECT i, i % 7 FROM generate_series(1, 20000) AS i;
CREATE INDEX visit_shop ON visit (shop);
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) event;
VACUUM (ANALYZE) visit;
