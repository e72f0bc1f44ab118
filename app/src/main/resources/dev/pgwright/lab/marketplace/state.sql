-- marketplace: what time and neglect did. Statistics everywhere except where they are meant to be stale, dead rows on a
-- table that autovacuum was told to leave alone, and settings of another machine.

ALTER TABLE public.escrow_accounts SET (autovacuum_enabled = false);

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

VACUUM (ANALYZE) auth.users, public.users, public.premium_users, public.categories, public.contractors,
  public.portfolio_items, public.jobs, public.job_categories, public.job_audit, public.bids, public.contracts,
  public.escrow_accounts, public.payments, public.bank_accounts, public.conversation_members, public.messages,
  public.reviews, public.saved_searches, storage.buckets, storage.objects;

UPDATE public.escrow_accounts SET released = held
WHERE contract_id IN (SELECT id FROM public.contracts WHERE finished_at IS NOT NULL);

DO $settings$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET random_page_cost = 8', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''128kB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 0', current_database());
END
$settings$;
