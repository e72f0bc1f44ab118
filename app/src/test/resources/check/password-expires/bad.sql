DO $$
BEGIN
  EXECUTE format('CREATE ROLE clerk LOGIN VALID UNTIL %L', now() + interval '5 days');
END $$;
