-- Later, and one that ended long ago.
DO $$
BEGIN
  EXECUTE format('CREATE ROLE clerk LOGIN VALID UNTIL %L', now() + interval '50 days');
  EXECUTE format('CREATE ROLE former_clerk LOGIN VALID UNTIL %L', now() - interval '50 days');
END $$;
