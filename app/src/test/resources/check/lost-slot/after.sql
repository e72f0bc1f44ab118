SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots;
ALTER SYSTEM RESET max_slot_wal_keep_size;
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
