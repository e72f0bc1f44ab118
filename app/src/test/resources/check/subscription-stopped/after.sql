ALTER SUBSCRIPTION notes DISABLE;
ALTER SUBSCRIPTION notes SET (slot_name = NONE);
DROP SUBSCRIPTION notes;
DO $$
BEGIN
  FOR i IN 1..100 LOOP
    EXIT WHEN NOT EXISTS (SELECT FROM pg_replication_slots WHERE active);
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots;
