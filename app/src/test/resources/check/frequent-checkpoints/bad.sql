SELECT pg_stat_reset_shared('checkpointer');
CREATE TABLE note (id bigint PRIMARY KEY);
INSERT INTO note VALUES (1);
CHECKPOINT;
INSERT INTO note VALUES (2);
CHECKPOINT;
INSERT INTO note VALUES (3);
CHECKPOINT;
SELECT pg_sleep(0.2);
