ALTER SYSTEM RESET archive_command;
SELECT pg_reload_conf();
SELECT pg_sleep(0.1);
SELECT pg_logical_emit_message(true, 'test', 'something to archive');
SELECT pg_switch_wal();
DO $$
BEGIN
  FOR i IN 1..100 LOOP
    EXIT WHEN NOT EXISTS (SELECT FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready');
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
SELECT pg_stat_reset_shared('archiver');
