SELECT pg_create_logical_replication_slot('stream', 'test_decoding');
CREATE TABLE note (id bigint PRIMARY KEY, text text NOT NULL);
INSERT INTO note SELECT i, repeat('x', 500) FROM generate_series(1, 2000) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE note;
SET logical_decoding_work_mem = '64kB';
SELECT count(*) FROM pg_logical_slot_get_changes('stream', NULL, NULL);
SELECT pg_sleep(0.2);
