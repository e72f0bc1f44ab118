CREATE EXTENSION pg_buffercache;
CREATE TABLE sound (id int PRIMARY KEY, data text NOT NULL);
INSERT INTO sound SELECT i, repeat('x', 100) FROM generate_series(1, 50) AS i;
CHECKPOINT;
SELECT count(pg_buffercache_evict(bufferid)) FROM pg_buffercache WHERE relfilenode = pg_relation_filenode('sound');
SELECT count(*) FROM sound WHERE data <> '';
