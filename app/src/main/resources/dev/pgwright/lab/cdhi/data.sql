-- cdhi: the rows. One regular client asks, is invoiced and pays over and over; the workload follows this client.

CREATE FUNCTION pg_temp.client_of(deal bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN deal % 7919 = 3 THEN 7 ELSE pg_temp.pick(deal, 1, pg_temp.rows(60000)) END
$$;

-- Two years in the order of the numbers, the last one at the end of yesterday.
CREATE FUNCTION pg_temp.moment(n bigint, size bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT timestamptz '2023-11-20 00:00+00' + n * (63158400.0::float8 / size) * interval '1 second'
$$;

INSERT INTO auth.users (id, email, created_at)
SELECT pg_temp.id(kind, n), kind || n || '@cdhi.example', pg_temp.today() - interval '900 days'
FROM (VALUES ('staff', 20), ('client', 7)) AS people (kind, size)
CROSS JOIN generate_series(1, size) AS n;

INSERT INTO public.staff_members
SELECT pg_temp.id('staff', n), 'Estimator ' || n, n <= 16 FROM generate_series(1, 20) AS n;

INSERT INTO public.service_areas
SELECT lpad((60000 + n)::text, 5, '0'), 'City ' || pg_temp.pick(n, 1, 300), pg_temp.pick(n, 2, 90)
FROM generate_series(1, pg_temp.rows(4000)) AS n;

INSERT INTO public.clients
SELECT pg_temp.id('client', n), 'First' || pg_temp.pick(n, 1, 400), 'Last' || pg_temp.pick(n, 2, 4000),
  'Client' || n || '@mail.example', '815-' || lpad(n::text, 7, '0'),
  pg_temp.pick(n, 3, 9999) || ' North Main Street, Rockford, IL', 0, 0, pg_temp.moment(n, pg_temp.rows(60000)),
  CASE WHEN pg_temp.pick(n, 4, 50) = 1 AND n <> 7 THEN pg_temp.today() - interval '30 days' END
FROM generate_series(1, pg_temp.rows(60000)) AS n;

INSERT INTO public.leads
SELECT pg_temp.id('lead', n), pg_temp.id('client', client), 'Client' || client || '@mail.example',
  (ARRAY['kitchen remodel', 'bathroom remodel', 'roofing', 'siding', 'deck', 'painting', 'windows', 'basement'])
    [pg_temp.pick(n, 2, 8)],
  100000 + 10000 * pg_temp.busy(n, 3, 1000),
  (ARRAY['new', 'in_progress', 'converted', 'converted', 'converted', 'lost', 'lost', 'lost'])[pg_temp.pick(n, 4, 8)],
  repeat('Asked for a visit on a weekday, two quotes already. ', 2 + (n % 3)::integer),
  jsonb_build_object(
    'source', (ARRAY['website', 'website', 'phone', 'referral'])[pg_temp.pick(n, 5, 4)], 'visits', n % 7),
  moment, CASE WHEN pg_temp.pick(n, 6, 20) = 1 THEN moment + interval '5 days' END
FROM (
  SELECT n, pg_temp.client_of(n) AS client, pg_temp.moment(n, pg_temp.rows(300000)) AS moment
  FROM generate_series(1, pg_temp.rows(300000)) AS n
  OFFSET 0
) AS numbered;

INSERT INTO public.leads_archive
SELECT pg_temp.id('old lead', n), pg_temp.id('client', pg_temp.pick(n, 1, pg_temp.rows(60000))), 'old@mail.example',
  'roofing', 500000, 'lost', NULL, '{}', timestamptz '2021-11-20 00:00+00', timestamptz '2022-11-20 00:00+00'
FROM generate_series(1, pg_temp.rows(30000)) AS n;

INSERT INTO public.invoices
SELECT pg_temp.id('invoice', n), pg_temp.id('client', pg_temp.client_of(n)), pg_temp.id('lead', n),
  'in_' || left(md5('ninja' || n), 20),
  CASE
    WHEN pg_temp.pick(n, 2, 1000) = 1 THEN 'sent' WHEN pg_temp.pick(n, 2, 1000) = 2 THEN 'partial'
    WHEN pg_temp.pick(n, 2, 1000) <= 100 THEN 'draft' ELSE 'paid'
  END,
  100000 + 10000 * pg_temp.busy(n, 3, 900), 0,
  jsonb_build_array(
    jsonb_build_object('item', 'labour', 'hours', n % 80, 'rate', 6500),
    jsonb_build_object('item', 'material', 'supplier', 'Rock River Lumber', 'amount', 1000 * pg_temp.pick(n, 5, 900))),
  (moment + interval '30 days')::date, moment,
  CASE WHEN pg_temp.pick(n, 6, 30) = 1 THEN moment + interval '9 days' END
FROM (
  SELECT n, pg_temp.moment(n, pg_temp.rows(250000)) AS moment FROM generate_series(1, pg_temp.rows(250000)) AS n
  OFFSET 0
) AS numbered;

-- The statistics of payments are gathered after the first few thousand and never again.
ALTER TABLE public.payments
  SET (autovacuum_analyze_threshold = 100000000, autovacuum_vacuum_insert_threshold = 100000000);

INSERT INTO public.payments
SELECT pg_temp.id('payment', n), pg_temp.id('invoice', n), pg_temp.id('client', pg_temp.client_of(n)), NULL,
  100000, 'check', NULL, pg_temp.moment(n, pg_temp.rows(250000)) + interval '20 days'
FROM generate_series(1, pg_temp.rows(4000)) AS n;

ANALYZE public.payments;

INSERT INTO public.payments
SELECT pg_temp.id('payment', n), pg_temp.id('invoice', n), pg_temp.id('client', pg_temp.client_of(n)),
  CASE WHEN n % 5 > 0 THEN 'pi_' || left(md5('intent' || n), 24) END,
  100000 + 10000 * pg_temp.busy(n, 3, 900), CASE WHEN n % 5 > 0 THEN 'card' ELSE 'check' END,
  repeat('Paid at the kitchen table. ', 2 + (n % 3)::integer),
  pg_temp.moment(n, pg_temp.rows(250000)) + interval '20 days'
FROM generate_series(pg_temp.rows(4000) + 1, pg_temp.rows(250000)) AS n;

INSERT INTO public.dead_letter_queue (event_type, status, retry_count, payload, last_error, created_at, updated_at)
SELECT (ARRAY['stripe.payment', 'stripe.refund', 'invoiceninja.invoice', 'email.send', 'sms.send', 'crm.sync'])
    [pg_temp.pick(n, 1, 6)],
  CASE
    WHEN pg_temp.pick(n, 2, 250) = 1 THEN 'pending' WHEN pg_temp.pick(n, 2, 250) <= 5 THEN 'failed' ELSE 'processing'
  END,
  n % 4,
  jsonb_build_object(
    'intent', 'pi_' || left(md5('intent' || n), 24), 'attempts', jsonb_build_array(n % 3, n % 5, n % 7),
    'headers', jsonb_build_object(
      'user-agent', 'Stripe/1.0 (+https://stripe.example/docs/webhooks)', 'trace', md5('t' || n))),
  CASE WHEN n % 3 = 0 THEN 'connection reset by peer while the invoice was being written' END, moment, moment
FROM (
  SELECT n, pg_temp.moment(n, pg_temp.rows(200000)) AS moment FROM generate_series(1, pg_temp.rows(200000)) AS n
  OFFSET 0
) AS numbered;
