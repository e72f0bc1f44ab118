SELECT pg_create_physical_replication_slot('behind', true);
SELECT pg_logical_emit_message(true, 'test', 'one');
SELECT pg_switch_wal();
CHECKPOINT;
