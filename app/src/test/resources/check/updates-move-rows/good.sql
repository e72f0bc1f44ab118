CREATE TABLE parcel (id int PRIMARY KEY, place text NOT NULL, stops int NOT NULL) WITH (fillfactor = 45);
INSERT INTO parcel SELECT i, 'somewhere', 0 FROM generate_series(1, 4000) AS i;
UPDATE parcel SET stops = 1;
-- Room that vacuum made serves as well.
CREATE TABLE letter (id int PRIMARY KEY, stops int NOT NULL);
INSERT INTO letter SELECT i, 0 FROM generate_series(1, 4000) AS i;
DELETE FROM letter WHERE id % 2 = 0;
SELECT pg_stat_force_next_flush();
VACUUM letter;
UPDATE letter SET stops = 1;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) parcel;
VACUUM (ANALYZE) letter;
