SELECT pg_logical_emit_message(true, 'test', 'something to archive');
SELECT pg_switch_wal();
DO $$
BEGIN
  FOR i IN 1..100 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN (SELECT last_archived_time > now() - interval '10 s' FROM pg_stat_archiver);
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
