SELECT pg_logical_emit_message(true, 'test', 'one');
SELECT pg_switch_wal();
SELECT pg_logical_emit_message(true, 'test', 'two');
