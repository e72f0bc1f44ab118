CREATE EXTENSION pg_buffercache;
CREATE TABLE damaged (id int PRIMARY KEY, data text NOT NULL);
INSERT INTO damaged SELECT i, repeat('x', 100) FROM generate_series(1, 50) AS i;
CHECKPOINT;
-- Eight bytes in the middle of its first page change on disk.
DO $$
BEGIN
  EXECUTE format('COPY (SELECT 1) TO PROGRAM %L',
    format('cat > /dev/null; dd if=/dev/zero of=%L bs=1 seek=5000 count=8 conv=notrunc',
    current_setting('data_directory') || '/' || pg_relation_filepath('damaged')));
END $$;
SELECT count(pg_buffercache_evict(bufferid)) FROM pg_buffercache WHERE relfilenode = pg_relation_filenode('damaged');
DO $$
BEGIN
  PERFORM count(*) FROM damaged WHERE data <> '';
EXCEPTION WHEN data_corrupted THEN
  RAISE NOTICE 'as intended';
END $$;
