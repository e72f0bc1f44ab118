ALTER SYSTEM SET archive_command = 'sleep 2';
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
SELECT pg_logical_emit_message(true, 'test', 'one');
SELECT pg_switch_wal();
SELECT pg_logical_emit_message(true, 'test', 'two');
SELECT pg_switch_wal();
SELECT pg_logical_emit_message(true, 'test', 'three');
SELECT pg_switch_wal();
