-- Off for the database, but on for the one role that applications log in as, there or everywhere.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET statement_timeout = 0', current_database());
  EXECUTE format('ALTER ROLE app IN DATABASE %I SET statement_timeout = ''30s''', current_database());
END $$;
