SELECT pg_logical_emit_message(true, 'test', 'one');
SELECT pg_switch_wal();
SELECT pg_logical_emit_message(true, 'test', 'two');
SELECT pg_switch_wal();
DO $$
BEGIN
  FOR i IN 1..100 LOOP
    EXIT WHEN NOT EXISTS (SELECT FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready');
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
