ALTER SYSTEM SET archive_command = 'false';
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
SELECT pg_logical_emit_message(true, 'test', 'something to archive');
SELECT pg_switch_wal();
DO $$
BEGIN
  FOR i IN 1..100 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN (SELECT last_failed_time > coalesce(last_archived_time, '-infinity') FROM pg_stat_archiver);
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
