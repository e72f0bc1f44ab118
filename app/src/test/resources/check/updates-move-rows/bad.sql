CREATE TABLE parcel (id int PRIMARY KEY, place text NOT NULL, stops int NOT NULL);
INSERT INTO parcel SELECT i, 'somewhere', 0 FROM generate_series(1, 4000) AS i;
UPDATE parcel SET stops = 1;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) parcel;
