SELECT pg_create_physical_replication_slot('standby_1', false);
ALTER SYSTEM SET max_slot_wal_keep_size = -1;
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
