SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots;
ALTER SYSTEM RESET max_wal_size;
SELECT pg_reload_conf();
CHECKPOINT;
