-- Sensible values, other people's business, and a role that may do without parallel workers.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''16MB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET effective_cache_size = ''4GB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
  EXECUTE format('ALTER DATABASE %I SET enable_partitionwise_join = on', current_database());
  EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 4', current_database());
  EXECUTE format('ALTER ROLE app IN DATABASE %I SET max_parallel_workers_per_gather = 0', current_database());
END $$;
