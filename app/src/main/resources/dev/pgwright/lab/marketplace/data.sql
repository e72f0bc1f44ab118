-- marketplace: the rows. Users, contractors, jobs and contracts are numbered on their own, so the identities that the
-- workload names exist at every scale: client 7 works with contractor 100 again and again.

CREATE FUNCTION pg_temp.client_of(job bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.id('user', CASE WHEN job % 1511 = 5 THEN 7 ELSE pg_temp.busy(job, 1, pg_temp.rows(60000)) END)
$$;
CREATE FUNCTION pg_temp.winner_of(job bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN job % 1511 = 5 THEN 100 ELSE pg_temp.busy(job, 2, pg_temp.rows(12000)) END
$$;
-- Users above the clients are the contractors' own.
CREATE FUNCTION pg_temp.user_of_contractor(contractor bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.id('tradesman', contractor)
$$;
CREATE FUNCTION pg_temp.job_day(job bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT (pg_temp.today() - 600 + (job * 600 / pg_temp.rows(120000))::integer
    + job % 1440 * interval '1 minute') AT TIME ZONE 'UTC'
$$;
-- Around eight towns, within some forty kilometres.
CREATE FUNCTION pg_temp.near_town(n bigint, salt bigint) RETURNS public.place LANGUAGE sql STABLE AS $$
  SELECT private.place(
    (ARRAY[45.50, 43.65, 49.28, 51.05, 53.55, 44.65, 46.81, 49.90])[town]
      + (pg_temp.pick(n, salt + 1, 700) - 350) / 1000.0,
    (ARRAY[-73.57, -79.38, -123.12, -114.07, -113.49, -63.57, -71.21, -97.14])[town]
      + (pg_temp.pick(n, salt + 2, 1000) - 500) / 1000.0)
  FROM (SELECT pg_temp.busy(n, salt, 8)::integer AS town) AS choice
$$;

INSERT INTO public.users (id, email, name, created_at, updated_at)
SELECT pg_temp.id('user', n), 'client' || n || '@marketplace.example', 'Client ' || n, day, day
FROM (
  SELECT n, (pg_temp.today() - 900 + (n % 900)::integer * interval '1 day') AT TIME ZONE 'UTC' AS day
  FROM generate_series(1, pg_temp.rows(60000)) AS n
) AS numbered;

INSERT INTO public.users (id, email, name, created_at, updated_at)
SELECT pg_temp.user_of_contractor(n), 'contractor' || n || '@marketplace.example', 'Contractor ' || n, day, day
FROM (
  SELECT n, (pg_temp.today() - 900 + (n % 900)::integer * interval '1 day') AT TIME ZONE 'UTC' AS day
  FROM generate_series(1, pg_temp.rows(12000)) AS n
) AS numbered;

INSERT INTO auth.users (id, email, created_at)
SELECT id, email, created_at FROM public.users;

INSERT INTO public.premium_users (id, since)
SELECT pg_temp.id('user', n), pg_temp.today() - (n % 400)::integer
FROM generate_series(1, pg_temp.rows(60000), 25) AS n;

INSERT INTO public.categories (id, slug, name)
SELECT pg_temp.id('category', n), lower(name) || '-' || n, name || ' ' || n
FROM (
  SELECT n,
    (ARRAY['Plumbing', 'Painting', 'Roofing', 'Moving', 'Gardening', 'Flooring', 'Heating', 'Tiling'])[n % 8 + 1]
      AS name
  FROM generate_series(1, 40) AS n
) AS numbered;

INSERT INTO public.contractors (id, user_id, slug, bio, location, hourly_rate, is_verified, created_at)
SELECT pg_temp.id('contractor', n), pg_temp.user_of_contractor(n), 'contractor-' || n,
  repeat('Licensed and insured, own tools, references on request. ', 4), pg_temp.near_town(n, 11),
  35 + pg_temp.pick(n, 3, 90), pg_temp.pick(n, 4, 10) <= 7,
  (pg_temp.today() - 900 + (n % 900)::integer * interval '1 day') AT TIME ZONE 'UTC'
FROM generate_series(1, pg_temp.rows(12000)) AS n;

INSERT INTO public.portfolio_items (contractor_id, title, image_path, is_public, created_at)
SELECT pg_temp.id('contractor', (n - 1) / 3 + 1), 'Work ' || n, 'portfolio/' || md5('image' || n) || '.jpg',
  pg_temp.pick(n, 1, 10) <= 8, (pg_temp.today() - (n % 700)::integer * interval '1 day') AT TIME ZONE 'UTC'
FROM generate_series(1, 3 * pg_temp.rows(12000)) AS n;

-- In the order of their dates. Young jobs wait for bids; older ones are done, cancelled or expired, which is looked after
-- every day.
INSERT INTO public.jobs (id, user_id, title, description, budget, status, location, metadata, created_at, updated_at)
SELECT pg_temp.id('job', n), pg_temp.client_of(n),
  (ARRAY['Leaking tap', 'Paint two rooms', 'Roof inspection', 'Move a piano', 'Trim the hedge'])[pg_temp.pick(n, 3, 5)]
    || ' ' || n,
  repeat('Access from the yard, parking in front of the house, mornings preferred. ', 2 + (n % 3)::integer),
  50 + 10 * pg_temp.pick(n, 4, 400),
  (CASE
    WHEN pg_temp.pick(n, 5, 100) <= 4 THEN 'draft' WHEN pg_temp.pick(n, 5, 100) <= 12 THEN 'cancelled'
    WHEN day > pg_temp.today() - 31 THEN 'posted' WHEN pg_temp.pick(n, 5, 100) <= 46 THEN 'expired'
    WHEN day > pg_temp.today() - 80 THEN 'assigned' ELSE 'completed'
  END)::public.job_status,
  pg_temp.near_town(n, 21),
  jsonb_build_object('urgent', pg_temp.pick(n, 6, 50) = 1, 'rooms', pg_temp.pick(n, 7, 6),
    'source', CASE WHEN n % 3 = 0 THEN 'app' ELSE 'web' END),
  day, day + interval '1 day'
FROM (SELECT n, pg_temp.job_day(n) AS day FROM generate_series(1, pg_temp.rows(120000)) AS n) AS numbered;

INSERT INTO public.job_categories (job_id, category_id)
SELECT pg_temp.id('job', n), pg_temp.id('category', pg_temp.busy(n, 1, 40))
FROM generate_series(1, pg_temp.rows(120000)) AS n
UNION
SELECT pg_temp.id('job', n), pg_temp.id('category', pg_temp.busy(n, 2, 40))
FROM generate_series(1, pg_temp.rows(120000), 2) AS n
ORDER BY 1, 2;

INSERT INTO public.job_audit (job_id, action, "timestamp")
SELECT pg_temp.id('job', n), 'auto_expired', pg_temp.job_day(n) + interval '30 days'
FROM generate_series(1, pg_temp.rows(120000), 3) AS n;

-- Four bids for a job; the first is its winner's.
INSERT INTO public.bids (id, job_id, contractor_id, amount, status, message, created_at)
SELECT pg_temp.id('bid', n), pg_temp.id('job', job), pg_temp.id('contractor', contractor),
  40 + 10 * pg_temp.pick(n, 2, 400),
  (CASE
    WHEN n % 4 = 1 AND day < pg_temp.today() - 31 THEN 'accepted' WHEN day > pg_temp.today() - 31 THEN 'pending'
    WHEN pg_temp.pick(n, 3, 20) = 1 THEN 'withdrawn' ELSE 'rejected'
  END)::public.bid_status,
  repeat('I can start on Monday and bring everything that is needed. ', 1 + (n % 3)::integer),
  day + n % 72 * interval '1 hour'
FROM (
  SELECT n, job, pg_temp.job_day(job) AS day,
    CASE WHEN n % 4 = 1 THEN pg_temp.winner_of(job) ELSE pg_temp.pick(n, 1, pg_temp.rows(12000)) END AS contractor
  FROM (SELECT n, (n - 1) / 4 + 1 AS job FROM generate_series(1, 4 * pg_temp.rows(120000)) AS n) AS counted
) AS numbered;

INSERT INTO public.contracts (id, job_id, bid_id, client_id, contractor_id, signed_at, finished_at)
SELECT pg_temp.id('contract', job), pg_temp.id('job', job), pg_temp.id('bid', 4 * job - 3), pg_temp.client_of(job),
  pg_temp.id('contractor', pg_temp.winner_of(job)), pg_temp.job_day(job) + interval '4 days',
  CASE WHEN job % 10 < 8 THEN pg_temp.job_day(job) + interval '14 days' END
FROM generate_series(5, pg_temp.rows(120000), 2) AS job;

INSERT INTO public.escrow_accounts (contract_id, held, released, updated_at)
SELECT pg_temp.id('contract', job), 40 + 10 * pg_temp.pick(job, 2, 400), 0, pg_temp.job_day(job) + interval '4 days'
FROM generate_series(5, pg_temp.rows(120000), 2) AS job;

INSERT INTO public.payments (id, contract_id, payer_id, amount, provider_reference, status, created_at)
SELECT pg_temp.id('payment', job), pg_temp.id('contract', job), pg_temp.client_of(job),
  40 + 10 * pg_temp.pick(job, 2, 400), 'pay_' || left(md5('payment' || job), 20),
  CASE WHEN pg_temp.pick(job, 3, 10) <= 8 THEN 'captured' ELSE 'pending' END, pg_temp.job_day(job) + interval '15 days'
FROM generate_series(5, pg_temp.rows(120000), 2) AS job;

INSERT INTO public.bank_accounts (contractor_id, iban, holder)
SELECT pg_temp.id('contractor', n), 'CA' || lpad(pg_temp.pick(n, 1, 1000000000)::text, 18, '0'), 'Contractor ' || n
FROM generate_series(1, pg_temp.rows(12000)) AS n;

INSERT INTO public.conversation_members (conversation_id, user_id)
SELECT pg_temp.id('conversation', job), pg_temp.client_of(job) FROM generate_series(5, pg_temp.rows(120000), 2) AS job
UNION
SELECT pg_temp.id('conversation', job), pg_temp.user_of_contractor(pg_temp.winner_of(job))
FROM generate_series(5, pg_temp.rows(120000), 2) AS job
ORDER BY 1, 2;

INSERT INTO public.messages (conversation_id, sender_id, recipient_id, body, read_at, created_at)
SELECT pg_temp.id('conversation', job), CASE WHEN n % 2 = 0 THEN client ELSE contractor END,
  CASE WHEN n % 2 = 0 THEN contractor ELSE client END,
  repeat('Could you send a picture of the wall, please? ', 2 + (n % 3)::integer),
  CASE WHEN pg_temp.pick(n, 3, 100) > 8 THEN moment + interval '2 hours' END, moment
FROM (
  SELECT n, job, pg_temp.client_of(job) AS client, pg_temp.user_of_contractor(pg_temp.winner_of(job)) AS contractor,
    pg_temp.job_day(job) + n % 500 * interval '20 minutes' AS moment
  FROM (
    SELECT n, 5 + 2 * (n * ((pg_temp.rows(120000) - 5) / 2) / pg_temp.rows(400000)) AS job
    FROM generate_series(1, pg_temp.rows(400000)) AS n
  ) AS numbered
  OFFSET 0
) AS resolved;

-- The statistics of notifications are gathered after the first twentieth and never again.
ALTER TABLE public.notifications
  SET (autovacuum_analyze_threshold = 100000000, autovacuum_vacuum_insert_threshold = 100000000);

INSERT INTO public.notifications (user_id, kind, payload, read_at, created_at)
SELECT pg_temp.id('user', pg_temp.pick(n, 1, 20)), 'welcome', '{}', pg_temp.today() - interval '500 days',
  pg_temp.today() - interval '501 days'
FROM generate_series(1, pg_temp.rows(12000)) AS n;

ANALYZE public.notifications;

INSERT INTO public.notifications (user_id, kind, payload, read_at, created_at)
SELECT pg_temp.id('user', pg_temp.pick(n, 1, pg_temp.rows(60000))),
  (ARRAY['bid_received', 'bid_accepted', 'message', 'payment', 'review_request'])[pg_temp.pick(n, 2, 5)],
  jsonb_build_object('job', pg_temp.id('job', pg_temp.pick(n, 3, pg_temp.rows(120000)))),
  CASE WHEN pg_temp.pick(n, 4, 100) > 15 THEN moment + interval '3 hours' END, moment
FROM (
  SELECT n, (pg_temp.today() - 500 + (n * 500 / pg_temp.rows(240000))::integer + n % 1440 * interval '1 minute')
    AT TIME ZONE 'UTC' AS moment
  FROM generate_series(1, pg_temp.rows(240000)) AS n
) AS numbered;

INSERT INTO public.reviews (id, contract_id, contractor_id, reviewer_id, rating, comment, status, created_at)
SELECT pg_temp.id('review', job), pg_temp.id('contract', job), pg_temp.id('contractor', pg_temp.winner_of(job)),
  pg_temp.client_of(job), 6 - pg_temp.busy(job, 1, 5), repeat('On time, tidy and fair; we will ask again. ', 2),
  CASE WHEN pg_temp.pick(job, 2, 10) <= 9 THEN 'approved' ELSE 'pending' END, pg_temp.job_day(job) + interval '20 days'
FROM generate_series(5, pg_temp.rows(120000), 2) AS job;

INSERT INTO public.saved_searches (user_id, filter, created_at)
SELECT pg_temp.id('user', pg_temp.pick(n, 1, pg_temp.rows(60000))),
  jsonb_build_object('category', 'painting', 'radius', 5 * pg_temp.pick(n, 2, 10)),
  (pg_temp.today() - (n % 300)::integer * interval '1 day') AT TIME ZONE 'UTC'
FROM generate_series(1, pg_temp.rows(20000)) AS n;

INSERT INTO storage.buckets (id, name, public, created_at) VALUES
  ('portfolio', 'portfolio', true, '2024-01-01 00:00+00'), ('contracts', 'contracts', false, '2024-01-01 00:00+00');
INSERT INTO storage.objects (id, bucket_id, name, owner_id, created_at)
SELECT pg_temp.id('object', n), CASE WHEN n % 4 = 0 THEN 'contracts' ELSE 'portfolio' END, md5('image' || n) || '.jpg',
  pg_temp.user_of_contractor(1 + n / 3)::text,
  (pg_temp.today() - (n % 700)::integer * interval '1 day') AT TIME ZONE 'UTC'
FROM generate_series(1, pg_temp.rows(30000)) AS n;
