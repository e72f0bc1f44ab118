SELECT pg_create_logical_replication_slot('forgotten', 'test_decoding');
CREATE TABLE note (id bigint PRIMARY KEY);
INSERT INTO note VALUES (1);
