-- casaora: what the application sends in an hour. Customer 7 books professional 100; "today" is 2025-11-20. Slow is, by
-- the house rule, what takes 100 ms or more on average.

-- statement: customer-upcoming-bookings
-- calls: 400
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT id, booking_date, start_time, status, total_cents, currency
FROM public.bookings
WHERE booking_date >= date '2025-11-20' AND status IN ('pending', 'confirmed') AND deleted_at IS NULL
ORDER BY booking_date, start_time
LIMIT 20;

-- statement: customer-booking-history
-- calls: 250
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT b.id, b.booking_date, b.status, b.total_cents, s.name AS service, p.display_name
FROM public.bookings AS b
JOIN public.services AS s ON s.id = b.service_id
JOIN public.professional_profiles AS p ON p.profile_id = b.professional_id
WHERE b.status = 'completed' AND b.deleted_at IS NULL
ORDER BY b.booking_date DESC
LIMIT 20;

-- statement: professional-agenda
-- calls: 300
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"b3bb72de-e20d-4761-b857-9db6e6c322cd","role":"authenticated"}
SELECT id, customer_id, booking_date, start_time, duration_minutes, status, address
FROM public.bookings
WHERE professional_id = 'b3bb72de-e20d-4761-b857-9db6e6c322cd'
  AND booking_date BETWEEN date '2025-11-17' AND date '2025-11-23'
  AND status NOT IN ('cancelled', 'declined')
ORDER BY booking_date, start_time;

-- statement: availability-of-a-day
-- calls: 500
-- target: 100 ms
-- role: service_role
SELECT start_time, duration_minutes
FROM public.bookings
WHERE professional_id = 'b3bb72de-e20d-4761-b857-9db6e6c322cd' AND booking_date = date '2025-11-28'
  AND status NOT IN ('cancelled', 'declined') AND deleted_at IS NULL;

-- statement: professional-search-by-city
-- calls: 300
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT p.slug, p.display_name, p.hourly_rate_cents, p.rating, recent.reviews, recent.latest
FROM (
  SELECT profile_id, slug, display_name, hourly_rate_cents, rating
  FROM public.professional_profiles
  WHERE city_id = 2 AND verification_status = 'approved' AND is_active
  ORDER BY rating DESC, slug
  LIMIT 20
) AS p
LEFT JOIN LATERAL (
  SELECT count(*) AS reviews, max(created_at) AS latest
  FROM public.reviews AS r
  WHERE r.professional_id = p.profile_id
) AS recent ON true
ORDER BY p.rating DESC, p.slug;

-- statement: professional-by-slug
-- calls: 600
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT profile_id, display_name, bio, hourly_rate_cents, rating, review_count
FROM public.professional_profiles
WHERE slug = 'professional-100';

-- statement: professional-reviews
-- calls: 350
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT rating, comment, created_at
FROM public.reviews
WHERE professional_id = 'b3bb72de-e20d-4761-b857-9db6e6c322cd'
ORDER BY created_at DESC
LIMIT 100;

-- statement: services-of-professional
-- calls: 350
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, name, description, price_cents, duration_minutes
FROM public.services
WHERE professional_id = 'b3bb72de-e20d-4761-b857-9db6e6c322cd' AND is_active
ORDER BY price_cents;

-- statement: conversation-of-booking
-- calls: 350
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT id, sender_id, body, read_at, created_at
FROM public.messages
WHERE booking_id = '3b476503-9634-2028-7f91-e651bb15dc48'
ORDER BY created_at DESC
LIMIT 50;

-- statement: unread-messages
-- calls: 400
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT count(*)
FROM public.messages
WHERE recipient_id = '81162e1e-f3d9-3f96-b36d-3712ca52bca5' AND read_at IS NULL;

-- statement: inbox
-- calls: 200
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT booking_id, max(created_at) AS latest, count(*) FILTER (WHERE read_at IS NULL) AS unread
FROM public.messages
GROUP BY booking_id
ORDER BY latest DESC
LIMIT 20;

-- statement: mark-conversation-read
-- calls: 120
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"b3bb72de-e20d-4761-b857-9db6e6c322cd","role":"authenticated"}
UPDATE public.messages
SET read_at = timestamptz '2025-11-20 12:00+00'
WHERE booking_id = '3b476503-9634-2028-7f91-e651bb15dc48'
  AND recipient_id = 'b3bb72de-e20d-4761-b857-9db6e6c322cd' AND read_at IS NULL;

-- statement: send-message
-- calls: 150
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
INSERT INTO public.messages (booking_id, sender_id, recipient_id, body, created_at)
VALUES ('3b476503-9634-2028-7f91-e651bb15dc48', '81162e1e-f3d9-3f96-b36d-3712ca52bca5',
  'b3bb72de-e20d-4761-b857-9db6e6c322cd', 'See you on Friday at nine.', timestamptz '2025-11-20 12:00+00');

-- statement: create-booking
-- calls: 80
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
INSERT INTO public.bookings (customer_id, professional_id, service_id, city_id, booking_date, start_time,
  duration_minutes, status, total_cents, address, created_at, updated_at)
VALUES ('81162e1e-f3d9-3f96-b36d-3712ca52bca5', 'b3bb72de-e20d-4761-b857-9db6e6c322cd',
  '3b090cce-b91b-3127-b5cc-1ed895fa67ed', 2, date '2026-02-13', time '09:00', 180, 'pending', 18000000,
  'Carrera 43 # 10-20', timestamptz '2025-11-20 12:00+00', timestamptz '2025-11-20 12:00+00');

-- statement: accept-booking
-- calls: 80
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"b3bb72de-e20d-4761-b857-9db6e6c322cd","role":"authenticated"}
UPDATE public.bookings
SET status = 'confirmed', updated_at = timestamptz '2025-11-20 12:00+00'
WHERE id = '3b476503-9634-2028-7f91-e651bb15dc48';

-- statement: erase-booking
-- calls: 15
-- target: 100 ms
-- role: service_role
DELETE FROM public.bookings WHERE id = '769711e2-1ab1-1b09-58cd-35abf2cde717';

-- statement: leave-review
-- calls: 60
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
INSERT INTO public.reviews (booking_id, customer_id, professional_id, rating, comment, created_at)
VALUES ('3b476503-9634-2028-7f91-e651bb15dc48', '81162e1e-f3d9-3f96-b36d-3712ca52bca5',
  'b3bb72de-e20d-4761-b857-9db6e6c322cd', 5, 'Spotless, as always.', timestamptz '2025-11-20 12:00+00');

-- statement: payment-by-stripe-id
-- calls: 200
-- target: 100 ms
-- role: service_role
SELECT id, booking_id, amount_cents, status
FROM public.payment_intents
WHERE stripe_payment_intent_id = 'pi_94d313ed543790d666cbfbf6';

-- statement: capture-payment
-- calls: 100
-- target: 100 ms
-- role: service_role
UPDATE public.payment_intents
SET status = 'succeeded', updated_at = timestamptz '2025-11-20 12:00+00'
WHERE stripe_payment_intent_id = 'pi_94d313ed543790d666cbfbf6';

-- statement: customer-payments
-- calls: 120
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT id, booking_id, amount_cents, currency, status, created_at
FROM public.payment_intents
WHERE customer_id = '81162e1e-f3d9-3f96-b36d-3712ca52bca5'
ORDER BY created_at DESC
LIMIT 20;

-- statement: unread-notifications
-- calls: 60
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT id, kind, payload, created_at
FROM public.notifications
WHERE profile_id = '81162e1e-f3d9-3f96-b36d-3712ca52bca5' AND read_at IS NULL
ORDER BY created_at DESC
LIMIT 20;

-- statement: visible-unread-notifications
-- calls: 5
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"81162e1e-f3d9-3f96-b36d-3712ca52bca5","role":"authenticated"}
SELECT kind, count(*)
FROM public.notifications
WHERE read_at IS NULL AND created_at >= timestamptz '2025-06-01'
GROUP BY kind;

-- statement: notify-subscribers
-- calls: 10
-- target: 100 ms
-- role: service_role
INSERT INTO public.notifications (profile_id, kind, payload, created_at)
SELECT '81162e1e-f3d9-3f96-b36d-3712ca52bca5', 'booking_reminder', jsonb_build_object('number', n),
  timestamptz '2025-11-20 12:00+00'
FROM generate_series(1, 100) AS n;

-- statement: admin-week-by-city
-- calls: 5
-- target: 100 ms
-- role: service_role
SELECT c.name, count(*) AS bookings, sum(b.total_cents) FILTER (WHERE b.status = 'completed') AS revenue_cents
FROM public.bookings AS b
JOIN public.cities AS c ON c.id = b.city_id
WHERE b.booking_date >= date '2025-11-13' AND b.booking_date < date '2025-11-20' AND b.deleted_at IS NULL
GROUP BY c.name
ORDER BY c.name;

-- statement: price-level-by-category
-- calls: 5
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT category_id, count(*) AS services, round(avg(price_cents)) AS average_cents
FROM public.services
WHERE is_active
GROUP BY category_id
ORDER BY category_id;

-- statement: service-search
-- calls: 20
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, name, price_cents
FROM public.services
WHERE name ILIKE '%vice 100%' AND is_active
ORDER BY name
LIMIT 20;

-- statement: cities
-- calls: 500
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, slug, name FROM public.cities ORDER BY name;
