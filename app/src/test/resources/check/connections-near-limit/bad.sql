-- The examples hold four sessions, and the one that looks is the fifth.
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 6', current_database()); END $$;
