-- A temporary slot goes with its session.
SELECT pg_create_physical_replication_slot('backup', false, true);
ALTER SYSTEM SET max_slot_wal_keep_size = -1;
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
