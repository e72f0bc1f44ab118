CREATE EXTENSION dblink;
-- One connection for all of them.
DO $$
BEGIN
  PERFORM dblink_connect('a', current_setting('pgwright.connection'));
  FOR i IN 1..12 LOOP
    PERFORM dblink_exec('a', 'SET application_name = ''worker''');
  END LOOP;
  PERFORM dblink_disconnect('a');
END $$;
SELECT pg_sleep(0.2);
