-- marketplace: what the application sends in an hour. Client 7 works with contractor 100; "today" is 2025-11-20.

-- statement: my-jobs
-- calls: 300
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT id, title, status, budget, created_at
FROM public.jobs
WHERE user_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed'
ORDER BY created_at DESC
LIMIT 20;

-- statement: posted-jobs-feed
-- calls: 300
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"58990288-fe02-ae61-81e5-198141ffdce3","role":"authenticated"}
SELECT j.id, j.title, j.budget, j.created_at, count(b.id) AS bid_count
FROM public.jobs AS j
LEFT JOIN public.bids AS b ON b.job_id = j.id
WHERE j.status = 'posted' AND j.created_at > timestamptz '2025-11-13'
GROUP BY j.id
ORDER BY j.created_at DESC
LIMIT 20;

-- statement: nearby-jobs
-- calls: 120
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"58990288-fe02-ae61-81e5-198141ffdce3","role":"authenticated"}
SELECT id, title, budget, created_at
FROM public.jobs
WHERE status = 'posted' AND private.metres_between(
  location, (SELECT location FROM public.contractors WHERE id = '3ed1fd07-bfd2-a19e-7d62-2838aaac08e8')) <= 25000
ORDER BY created_at DESC
LIMIT 20;

-- statement: search-jobs
-- calls: 60
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, title, budget
FROM public.jobs
WHERE status = 'posted'
  AND to_tsvector('english', title || ' ' || description) @@ plainto_tsquery('english', 'piano yard')
ORDER BY created_at DESC
LIMIT 20;

-- statement: jobs-of-category
-- calls: 150
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT j.id, j.title, j.budget
FROM public.job_categories AS c
JOIN public.jobs AS j ON j.id = c.job_id
WHERE j.status = 'posted' AND j.created_at >= timestamptz '2025-11-01'
  AND c.category_id = '5f735b1e-f302-6be3-9a6d-1c66e7fe4a19'
ORDER BY j.created_at DESC
LIMIT 20;

-- statement: urgent-jobs
-- calls: 80
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, title, budget
FROM public.jobs
WHERE metadata @> '{"urgent": true}' AND status = 'posted'
ORDER BY created_at DESC
LIMIT 20;

-- statement: post-job
-- calls: 60
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
INSERT INTO public.jobs (user_id, title, description, budget, status, location, created_at, updated_at)
VALUES ('3e0469fb-1349-91f8-f75a-2760e409c6ed',
  'Paint the stairs', 'Two floors, white.', 420, 'posted', private.place(45.51, -73.55),
  timestamptz '2025-11-20 12:00+00', timestamptz '2025-11-20 12:00+00');

-- statement: close-job
-- calls: 40
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
UPDATE public.jobs SET status = 'completed' WHERE id = 'b7898732-3488-6492-3fe8-52836785ffb5';

-- statement: my-bids
-- calls: 200
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"58990288-fe02-ae61-81e5-198141ffdce3","role":"authenticated"}
SELECT id, job_id, amount, status, created_at
FROM public.bids
WHERE contractor_id = '3ed1fd07-bfd2-a19e-7d62-2838aaac08e8'
ORDER BY created_at DESC
LIMIT 20;

-- statement: bids-on-my-job
-- calls: 200
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT b.id, b.amount, b.status, c.slug, c.hourly_rate
FROM public.bids AS b
JOIN public.contractors AS c ON c.id = b.contractor_id
WHERE b.job_id = 'b7898732-3488-6492-3fe8-52836785ffb5'
ORDER BY b.amount;

-- statement: latest-bid-of-each-contractor
-- calls: 5
-- target: 100 ms
-- role: service_role
SELECT DISTINCT ON (contractor_id) contractor_id, id, amount, created_at
FROM public.bids
WHERE created_at >= timestamptz '2025-11-01'
ORDER BY contractor_id, created_at DESC;

-- statement: place-bid
-- calls: 100
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"58990288-fe02-ae61-81e5-198141ffdce3","role":"authenticated"}
INSERT INTO public.bids (job_id, contractor_id, amount, message, created_at)
VALUES ('b7898732-3488-6492-3fe8-52836785ffb5', '3ed1fd07-bfd2-a19e-7d62-2838aaac08e8', 410,
  'I can start on Monday.', timestamptz '2025-11-20 12:00+00');

-- statement: my-contracts
-- calls: 150
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT id, job_id, contractor_id, signed_at, finished_at
FROM public.contracts
WHERE client_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed'
ORDER BY signed_at DESC
LIMIT 20;

-- statement: contracts-of-contractor
-- calls: 100
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"58990288-fe02-ae61-81e5-198141ffdce3","role":"authenticated"}
SELECT id, job_id, client_id, signed_at, finished_at
FROM public.contracts
WHERE contractor_id = '3ed1fd07-bfd2-a19e-7d62-2838aaac08e8' AND finished_at IS NULL
ORDER BY signed_at DESC;

-- statement: conversation
-- calls: 350
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT id, sender_id, body, read_at, created_at
FROM public.messages
WHERE conversation_id = '6deae5eb-ff8a-692e-d827-2223f975eeb8'
ORDER BY created_at DESC
LIMIT 50;

-- statement: unread-messages
-- calls: 400
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT count(*)
FROM public.messages
WHERE recipient_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed' AND read_at IS NULL;

-- statement: send-message
-- calls: 150
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
INSERT INTO public.messages (conversation_id, sender_id, recipient_id, body, created_at)
VALUES ('6deae5eb-ff8a-692e-d827-2223f975eeb8', '3e0469fb-1349-91f8-f75a-2760e409c6ed',
  '58990288-fe02-ae61-81e5-198141ffdce3', 'The door is open from eight.',
  timestamptz '2025-11-20 12:00+00');

-- statement: mark-conversation-read
-- calls: 120
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"58990288-fe02-ae61-81e5-198141ffdce3","role":"authenticated"}
UPDATE public.messages
SET read_at = timestamptz '2025-11-20 12:00+00'
WHERE conversation_id = '6deae5eb-ff8a-692e-d827-2223f975eeb8' AND recipient_id = '58990288-fe02-ae61-81e5-198141ffdce3'
  AND read_at IS NULL;

-- statement: unread-notifications
-- calls: 300
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT id, kind, payload, created_at
FROM public.notifications
WHERE user_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed' AND read_at IS NULL
ORDER BY created_at DESC
LIMIT 20;

-- statement: visible-notifications-by-kind
-- calls: 10
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT kind, count(*)
FROM public.notifications
WHERE read_at IS NULL AND created_at >= timestamptz '2025-06-01'
GROUP BY kind;

-- statement: contractor-by-slug
-- calls: 400
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, bio, hourly_rate, is_verified
FROM public.contractors
WHERE slug = 'contractor-100';

-- statement: reviews-of-contractor
-- calls: 300
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT rating, comment, created_at
FROM public.reviews
WHERE contractor_id = '3ed1fd07-bfd2-a19e-7d62-2838aaac08e8'
ORDER BY created_at DESC
LIMIT 50;

-- statement: rating-of-contractor
-- calls: 200
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT public.calculate_contractor_rating(id)
FROM public.contractors
WHERE id = '3ed1fd07-bfd2-a19e-7d62-2838aaac08e8';

-- statement: portfolio-of-contractor
-- calls: 200
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, title, image_path
FROM public.portfolio_items
WHERE contractor_id = '3ed1fd07-bfd2-a19e-7d62-2838aaac08e8'
ORDER BY created_at DESC;

-- statement: my-payments
-- calls: 80
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT id, contract_id, amount, status, created_at
FROM public.payments
WHERE payer_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed'
ORDER BY created_at DESC
LIMIT 20;

-- statement: payment-by-reference
-- calls: 100
-- target: 100 ms
-- role: service_role
SELECT id, contract_id, amount, status
FROM public.payments
WHERE provider_reference = 'pay_d71373c097e9858b9644';

-- statement: release-escrow
-- calls: 40
-- target: 100 ms
-- role: service_role
UPDATE public.escrow_accounts
SET released = held
WHERE contract_id = '434ca7d0-175d-3f42-cacd-8852e5d7c3a4';

-- statement: jobs-of-premium-users
-- calls: 10
-- target: 100 ms
-- role: service_role
SELECT count(*)
FROM public.jobs
WHERE user_id IN (SELECT id FROM public.premium_users) AND created_at >= timestamptz '2025-11-01';

-- statement: expire-old-jobs
-- calls: 2
-- target: 100 ms
-- role: service_role
WITH expired AS (
  UPDATE public.jobs
  SET status = 'expired'
  WHERE status = 'posted' AND created_at < timestamptz '2025-10-21'
  RETURNING id
)
INSERT INTO public.job_audit (job_id, action, "timestamp")
SELECT id, 'auto_expired', timestamptz '2025-11-20 12:00+00' FROM expired;

-- statement: my-searches
-- calls: 50
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT id, filter
FROM public.saved_searches
WHERE user_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed';

-- statement: categories
-- calls: 400
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT id, slug, name FROM public.categories ORDER BY name;
