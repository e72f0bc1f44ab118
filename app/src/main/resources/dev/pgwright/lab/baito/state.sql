-- baito: what time and neglect did. Statistics everywhere except where they are meant to be stale, dead rows on the
-- counters that autovacuum was told to leave alone, and settings meant for the batch that hold for everybody.

ALTER TABLE public.popularity_scores SET (autovacuum_enabled = false);

-- Else the rows that this session has yet to report would count as changed after the analyze.
DO $reported$
BEGIN
  IF current_setting('server_version_num')::integer >= 150000 THEN
    PERFORM pg_stat_force_next_flush();
  ELSE
    PERFORM pg_sleep(0.6); -- reports are 0.5 s apart at least
  END IF;
END
$reported$;

VACUUM (ANALYZE) auth.users, public.cities, public.city_distance_matrix, public.categories, public.category_scores,
  public.salary_scores, public.feature_scores, public.users, public.jobs, public.popularity_scores,
  public.job_recommendations, public.admin_users, public.user_roles, public.operation_log, public.user_permissions,
  public.job_score_cache;

UPDATE public.popularity_scores SET views = views + 1, updated_at = updated_at + interval '1 hour' WHERE job_id % 2 = 0;

DO $settings$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''256MB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 4', current_database());
  EXECUTE format('ALTER DATABASE %I SET parallel_setup_cost = 100', current_database());
  EXECUTE format('ALTER DATABASE %I SET parallel_tuple_cost = 0.01', current_database());
  EXECUTE format('ALTER DATABASE %I SET jit_above_cost = 1000', current_database());
END
$settings$;
