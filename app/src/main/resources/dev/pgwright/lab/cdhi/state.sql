-- cdhi: what time and neglect did. Statistics everywhere except where they are meant to be stale, dead rows on a queue
-- that autovacuum was told to leave alone, and settings of another machine.

ALTER TABLE public.dead_letter_queue SET (autovacuum_enabled = false);

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

VACUUM (ANALYZE) auth.users, public.staff_members, public.service_areas, public.clients, public.leads,
  public.leads_archive, public.invoices, public.dead_letter_queue, public.dashboard_stats;

UPDATE public.dead_letter_queue SET status = 'done', updated_at = created_at + interval '1 hour'
WHERE status = 'processing' AND id % 2 = 0;

DO $settings$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET random_page_cost = 6', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''64kB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 0', current_database());
END
$settings$;
