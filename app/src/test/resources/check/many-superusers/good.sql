DO $$
BEGIN
  FOR i IN 1..4 LOOP
    EXECUTE format('CREATE ROLE admin_%s LOGIN', i);
    EXECUTE format('GRANT pg_monitor TO admin_%s', i);
  END LOOP;
END $$;
