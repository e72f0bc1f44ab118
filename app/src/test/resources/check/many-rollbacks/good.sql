CREATE TABLE visit (id bigint PRIMARY KEY);
DO $$
BEGIN
  FOR i IN 1..60 LOOP
    PERFORM 1;
    COMMIT;
  END LOOP;
  ROLLBACK;
END $$;
SELECT pg_stat_force_next_flush();
