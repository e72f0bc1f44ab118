-- Room that somebody asked for is no bloat, and rows that are padded are none either.
CREATE TABLE event (id int PRIMARY KEY, a boolean NOT NULL, at timestamptz NOT NULL, b boolean NOT NULL,
  until timestamptz NOT NULL) WITH (fillfactor = 55);
INSERT INTO event SELECT i, true, now(), true, now() FROM generate_series(1, 12000) AS i;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) event;
