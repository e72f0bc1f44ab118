-- Off for the database, whatever the server says.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET statement_timeout = 0', current_database());
  EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = ''0s''', current_database());
END $$;
