SELECT pg_stat_reset_shared('checkpointer');
CREATE TABLE note (id bigint PRIMARY KEY);
INSERT INTO note VALUES (1), (2), (3);
CHECKPOINT;
SELECT pg_sleep(0.2);
