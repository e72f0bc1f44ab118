-- It keeps nothing before its first use.
SELECT pg_create_physical_replication_slot('new', false);
CREATE TABLE note (id bigint PRIMARY KEY);
INSERT INTO note VALUES (1);
