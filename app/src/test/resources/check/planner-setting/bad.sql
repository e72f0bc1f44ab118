-- Settings of another machine, or of a bad day.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET random_page_cost = 8', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''128kB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 0', current_database());
  EXECUTE format('ALTER DATABASE %I SET effective_cache_size = 1024', current_database());
  EXECUTE format('ALTER DATABASE %I SET enable_hashjoin = off', current_database());
  EXECUTE format('ALTER DATABASE %I SET jit_above_cost = 10', current_database());
END $$;
