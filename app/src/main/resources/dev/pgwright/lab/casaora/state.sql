-- casaora: what time and neglect did. Statistics everywhere except where they are meant to be stale, dead rows on a
-- table that autovacuum was told to leave alone, and settings of another machine.

ALTER TABLE public.payment_intents SET (autovacuum_enabled = false);

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

VACUUM (ANALYZE) auth.users, public.cities, public.service_categories, public.profiles, public.professional_profiles,
  public.services, public.bookings, public.reviews, public.messages, public.payment_intents,
  public.professional_payouts, public.stripe_webhook_events;

UPDATE public.payment_intents SET status = 'succeeded', updated_at = created_at + interval '3 days'
WHERE status = 'requires_capture';

DO $settings$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET random_page_cost = 8', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''128kB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 0', current_database());
END
$settings$;
