CREATE TABLE visit (id bigint PRIMARY KEY);
DO $$
BEGIN
  FOR i IN 1..30 LOOP
    PERFORM 1;
    ROLLBACK;
  END LOOP;
END $$;
SELECT pg_stat_force_next_flush();
