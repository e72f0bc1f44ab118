-- casaora: the rows. Customers, professionals and administrators are numbered on their own, so the identities that the
-- workload names exist at every scale.

-- Who booked whom. One regular customer books one professional over and over; the workload follows these two.
CREATE FUNCTION pg_temp.customer_of(booking bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.id('customer',
    CASE WHEN booking % 7919 = 3 THEN 7 ELSE pg_temp.pick(booking, 1, pg_temp.rows(52000)) END)
$$;
CREATE FUNCTION pg_temp.professional_of(booking bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN booking % 7919 = 3 THEN 100 ELSE pg_temp.busy(booking, 2, pg_temp.rows(8000)) END
$$;

INSERT INTO public.cities VALUES
  (1, 'bogota', 'Bogotá', 'CO'), (2, 'medellin', 'Medellín', 'CO'), (3, 'cali', 'Cali', 'CO'),
  (4, 'cartagena', 'Cartagena', 'CO'), (5, 'barranquilla', 'Barranquilla', 'CO'), (6, 'asuncion', 'Asunción', 'PY'),
  (7, 'montevideo', 'Montevideo', 'UY'), (8, 'buenos-aires', 'Buenos Aires', 'AR');

INSERT INTO public.service_categories VALUES
  (1, 'cleaning', 'Housekeeping'), (2, 'cooking', 'Cooking'), (3, 'childcare', 'Childcare'),
  (4, 'eldercare', 'Elder care'), (5, 'laundry', 'Laundry'), (6, 'gardening', 'Gardening');

INSERT INTO public.profiles (id, role, full_name, email, phone, city_id, created_at)
SELECT pg_temp.id(role, n), role, initcap(role) || ' ' || n, role || n || '@casaora.example',
  '+57 3' || lpad(pg_temp.pick(n, 1, 999999999)::text, 9, '0'), pg_temp.busy(n, 2, 8),
  pg_temp.today() - 900 + (n % 900)::integer * interval '1 day'
FROM (
  VALUES ('customer', pg_temp.rows(52000)), ('professional', pg_temp.rows(8000)), ('admin', 5)
) AS people (role, size)
CROSS JOIN generate_series(1, size) AS n;

INSERT INTO auth.users (id, email, last_sign_in_at, created_at)
SELECT id, email, created_at + interval '10 days', created_at FROM public.profiles;

INSERT INTO public.professional_profiles
SELECT pg_temp.id('professional', n), 'professional-' || n, 'Professional ' || n,
  repeat('Ten years of experience in family homes, references on request. ', 4),
  pg_temp.busy(n, 2, 8),
  CASE
    WHEN pg_temp.pick(n, 3, 10) <= 7 THEN 'approved' WHEN pg_temp.pick(n, 3, 10) <= 9 THEN 'pending' ELSE 'rejected'
  END,
  pg_temp.pick(n, 4, 10) <= 9, 1400000 + 10000 * pg_temp.pick(n, 5, 300),
  3 + pg_temp.pick(n, 6, 200) / 100.0, pg_temp.pick(n, 7, 60), pg_temp.pick(n, 8, 90),
  pg_temp.today() - 900 + (n % 900)::integer * interval '1 day'
FROM generate_series(1, pg_temp.rows(8000)) AS n;

INSERT INTO public.services
SELECT pg_temp.id('service', n), pg_temp.id('professional', (n - 1) / 3 + 1), pg_temp.pick(n, 1, 6),
  'Service ' || n, repeat('A visit of some hours with own materials. ', 3), 4000000 + 50000 * pg_temp.pick(n, 2, 100),
  60 * pg_temp.pick(n, 3, 8), pg_temp.pick(n, 4, 20) > 1, pg_temp.today() - 800 + (n % 800)::integer * interval '1 day'
FROM generate_series(1, 3 * pg_temp.rows(8000)) AS n;

-- In the order of their dates: two years back, two months ahead.
INSERT INTO public.bookings
SELECT pg_temp.id('booking', n), pg_temp.customer_of(n), pg_temp.id('professional', professional),
  pg_temp.id('service', 3 * professional - n % 3),
  pg_temp.pick(n, 4, 8), day, time '07:00' + pg_temp.pick(n, 5, 24) * interval '30 minutes', 60 * pg_temp.pick(n, 6, 8),
  CASE
    WHEN pg_temp.pick(n, 7, 100) <= 8 THEN 'cancelled' WHEN pg_temp.pick(n, 7, 100) <= 12 THEN 'declined'
    WHEN day < pg_temp.today() THEN 'completed' WHEN pg_temp.pick(n, 7, 100) <= 40 THEN 'pending' ELSE 'confirmed'
  END,
  4000000 + 50000 * pg_temp.pick(n, 8, 100), 'COP',
  'Calle ' || pg_temp.pick(n, 9, 180) || ' # ' || pg_temp.pick(n, 10, 99),
  CASE WHEN n % 4 < 3 THEN repeat('Please ring twice, the dog is friendly and the plants need water. ', 2) END,
  day - 12 + interval '10 hours', day - 2 + interval '11 hours',
  CASE WHEN pg_temp.pick(n, 11, 50) = 1 THEN day + interval '1 day' END
FROM (
  SELECT n, pg_temp.professional_of(n) AS professional,
    pg_temp.today() - 730 + (n * 790 / pg_temp.rows(400000))::integer AS day
  FROM generate_series(1, pg_temp.rows(400000)) AS n
) AS numbered;

INSERT INTO public.reviews
SELECT pg_temp.id('review', n), pg_temp.id('booking', 2 * n), pg_temp.customer_of(2 * n),
  pg_temp.id('professional', pg_temp.professional_of(2 * n)), 6 - pg_temp.busy(n, 1, 5),
  repeat('On time, kind and thorough; we will book again. ', 3 + (n % 3)::integer),
  pg_temp.today() - 729 + (n * 720 / pg_temp.rows(180000))::integer + interval '18 hours'
FROM generate_series(1, pg_temp.rows(180000)) AS n;

INSERT INTO public.messages (booking_id, sender_id, recipient_id, body, read_at, created_at)
SELECT pg_temp.id('booking', booking),
  CASE WHEN n % 2 = 0 THEN customer ELSE professional END, CASE WHEN n % 2 = 0 THEN professional ELSE customer END,
  repeat('Could we start half an hour earlier? ', 2 + (n % 3)::integer),
  CASE WHEN pg_temp.pick(n, 3, 100) > 8 THEN moment + interval '2 hours' END, moment
FROM (
  SELECT n, booking, pg_temp.customer_of(booking) AS customer,
    pg_temp.id('professional', pg_temp.professional_of(booking)) AS professional,
    pg_temp.today() - 740 + (n * 730 / pg_temp.rows(500000))::integer + n % 1440 * interval '1 minute' AS moment
  FROM (
    SELECT n, 1 + n * (pg_temp.rows(400000) - 1) / pg_temp.rows(500000) AS booking
    FROM generate_series(1, pg_temp.rows(500000)) AS n
  ) AS numbered
  OFFSET 0
) AS resolved;

INSERT INTO public.payment_intents
SELECT pg_temp.id('payment', n), pg_temp.id('booking', n), pg_temp.customer_of(n),
  'pi_' || left(md5('intent' || n), 24), 4000000 + 50000 * pg_temp.pick(n, 8, 100), 'COP',
  CASE WHEN pg_temp.pick(n, 2, 10) <= 3 THEN 'requires_capture' ELSE 'succeeded' END,
  jsonb_build_object('source', CASE WHEN n % 3 = 0 THEN 'app' ELSE 'web' END, 'attempt', n % 4),
  moment, moment
FROM (
  SELECT n, pg_temp.today() - 742 + (n * 725 / pg_temp.rows(300000))::integer + n % 1440 * interval '1 minute' AS moment
  FROM generate_series(1, pg_temp.rows(300000)) AS n
) AS numbered;

-- The statistics of notifications are gathered after the first twentieth and never again.
ALTER TABLE public.notifications
  SET (autovacuum_analyze_threshold = 100000000, autovacuum_vacuum_insert_threshold = 100000000);

INSERT INTO public.notifications (profile_id, kind, payload, read_at, created_at)
SELECT pg_temp.id('customer', pg_temp.pick(n, 1, 20)), 'welcome', '{}', pg_temp.today() - interval '500 days',
  pg_temp.today() - interval '501 days'
FROM generate_series(1, pg_temp.rows(12000)) AS n;

ANALYZE public.notifications;

INSERT INTO public.notifications (profile_id, kind, payload, read_at, created_at)
SELECT pg_temp.id('customer', pg_temp.pick(n, 1, pg_temp.rows(52000))),
  (ARRAY['booking_confirmed', 'booking_reminder', 'message', 'payment', 'review_request'])[pg_temp.pick(n, 2, 5)],
  jsonb_build_object('booking', pg_temp.id('booking', pg_temp.pick(n, 3, pg_temp.rows(400000)))),
  CASE WHEN pg_temp.pick(n, 4, 100) > 15 THEN moment + interval '3 hours' END, moment
FROM (
  SELECT n, pg_temp.today() - 500 + (n * 500 / pg_temp.rows(280000))::integer + n % 1440 * interval '1 minute' AS moment
  FROM generate_series(1, pg_temp.rows(280000)) AS n
) AS numbered;

INSERT INTO public.professional_payouts (professional_id, amount_cents, bank_account, paid_on)
SELECT pg_temp.id('professional', pg_temp.pick(n, 1, pg_temp.rows(8000))), 1000 * pg_temp.pick(n, 2, 5000),
  'CO' || lpad(pg_temp.pick(n, 3, 100000000)::text, 12, '0'), pg_temp.today() - (n % 700)::integer
FROM generate_series(1, pg_temp.rows(40000)) AS n;

INSERT INTO public.stripe_webhook_events
SELECT 'evt_' || left(md5('event' || n), 24), 'payment_intent.succeeded',
  jsonb_build_object('intent', 'pi_' || left(md5('intent' || n), 24), 'amount', 1000 * pg_temp.pick(n, 1, 5000)),
  pg_temp.today() - 300 + (n * 299 / pg_temp.rows(100000))::integer + n % 1440 * interval '1 minute'
FROM generate_series(1, pg_temp.rows(100000)) AS n;
