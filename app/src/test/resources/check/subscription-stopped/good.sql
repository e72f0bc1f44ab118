CREATE TABLE note (id bigint PRIMARY KEY);
CREATE PUBLICATION notes FOR TABLE note;
SELECT pg_create_logical_replication_slot('notes', 'pgoutput');
DO $$
BEGIN
  EXECUTE format('CREATE SUBSCRIPTION notes CONNECTION %L PUBLICATION notes'
    || ' WITH (connect = false, slot_name = notes, enabled = false)', current_setting('pgwright.connection'));
END $$;
ALTER SUBSCRIPTION notes ENABLE;
DO $$
BEGIN
  FOR i IN 1..100 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN EXISTS (SELECT FROM pg_stat_replication WHERE application_name = 'notes');
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
