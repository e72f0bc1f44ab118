CREATE EXTENSION dblink;
DO $$
BEGIN
  FOR i IN 1..12 LOOP
    PERFORM dblink_connect('a', current_setting('pgwright.connection'));
    PERFORM dblink_disconnect('a');
  END LOOP;
END $$;
SELECT pg_sleep(0.2);
