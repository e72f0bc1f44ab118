-- cdhi: what the application sends in an hour; "today" is 2025-11-20. The targets are the contractor's own: 50 ms for a
-- lookup, 200 ms for a join, 100 ms for a write, 500 ms for a hundred rows at once, 300 ms for the dashboard, 1 s for a
-- scan of a small table.

-- statement: lead-by-id
-- calls: 500
-- target: 50 ms
-- role: service_role
SELECT lead_id, client_id, service_type, estimated_value, status, notes, created_at
FROM public.leads
WHERE lead_id = 'abbeadd6-0803-429f-5d9e-df6173225994';

-- statement: client-by-email
-- calls: 400
-- target: 50 ms
-- role: service_role
SELECT client_id, first_name, last_name, phone
FROM public.clients
WHERE email = 'Client7@mail.example';

-- statement: client-by-email-any-case
-- calls: 20
-- target: 50 ms
-- role: service_role
SELECT client_id, first_name, last_name
FROM public.clients
WHERE lower(email) = 'client7@mail.example' AND deleted_at IS NULL;

-- statement: client-by-phone
-- calls: 120
-- target: 50 ms
-- role: service_role
SELECT client_id, first_name, last_name, email
FROM public.clients
WHERE phone = '815-0000007' AND deleted_at IS NULL;

-- statement: new-leads-with-clients
-- calls: 300
-- target: 200 ms
-- role: authenticated
-- claims: {"sub":"4d7d719a-c0cf-3d78-ea8a-94701913fe47","role":"authenticated","app_metadata":{"role":"staff"}}
SELECT l.lead_id, l.service_type, l.estimated_value, l.created_at, c.first_name, c.last_name
FROM public.leads AS l
JOIN public.clients AS c ON c.client_id = l.client_id
WHERE l.status = 'new' AND l.deleted_at IS NULL
ORDER BY l.created_at DESC
LIMIT 50;

-- statement: leads-of-client
-- calls: 300
-- target: 50 ms
-- role: service_role
SELECT lead_id, service_type, status, estimated_value, created_at
FROM public.leads
WHERE client_id = 'ab5b1c50-2ce0-4b89-60af-53d4e05d651b' AND deleted_at IS NULL
ORDER BY created_at DESC;

-- statement: client-has-leads
-- calls: 250
-- target: 50 ms
-- role: service_role
SELECT count(*) FROM public.leads WHERE client_id = '6598d72e-f2d2-25ac-18b2-94dc8acc85a2';

-- statement: leads-by-email
-- calls: 150
-- target: 50 ms
-- role: service_role
SELECT lead_id, service_type, status, created_at
FROM public.leads
WHERE email = 'Client7@mail.example' AND deleted_at IS NULL
ORDER BY created_at DESC;

-- statement: high-value-leads
-- calls: 30
-- target: 200 ms
-- role: authenticated
-- claims: {"sub":"4d7d719a-c0cf-3d78-ea8a-94701913fe47","role":"authenticated","app_metadata":{"role":"staff"}}
SELECT lead_id, client_id, service_type, estimated_value, created_at
FROM public.leads
WHERE estimated_value >= 9900000 AND status = 'new' AND deleted_at IS NULL
ORDER BY created_at DESC
LIMIT 50;

-- statement: dashboard
-- calls: 5
-- target: 300 ms
-- role: authenticated
-- claims: {"sub":"4d7d719a-c0cf-3d78-ea8a-94701913fe47","role":"authenticated","app_metadata":{"role":"staff"}}
SELECT count(*) FILTER (WHERE status = 'new') AS new_leads,
  count(*) FILTER (WHERE status = 'in_progress') AS in_progress_leads,
  count(*) FILTER (WHERE status = 'converted') AS converted_leads,
  avg(estimated_value) FILTER (WHERE status = 'converted') AS average_value,
  count(*) FILTER (WHERE created_at >= timestamptz '2025-10-21 00:00+00') AS leads_this_month
FROM public.leads
WHERE deleted_at IS NULL;

-- statement: dashboard-precomputed
-- calls: 100
-- target: 50 ms
-- role: service_role
SELECT new_leads, in_progress_leads, converted_leads, avg_project_value, leads_this_month
FROM public.dashboard_stats;

-- statement: overdue-invoices
-- calls: 80
-- target: 200 ms
-- role: service_role
SELECT i.invoice_id, i.amount, i.due_date, c.first_name, c.last_name, c.email
FROM public.invoices AS i
JOIN public.clients AS c ON c.client_id = i.client_id
WHERE i.status IN ('sent', 'partial') AND i.due_date < date '2025-11-20' AND i.deleted_at IS NULL
ORDER BY i.due_date
LIMIT 50;

-- statement: invoices-of-client
-- calls: 250
-- target: 50 ms
-- role: authenticated
-- claims: {"sub":"ab5b1c50-2ce0-4b89-60af-53d4e05d651b","role":"authenticated"}
SELECT invoice_id, status, amount, paid_amount, due_date
FROM public.invoices
WHERE client_id = 'ab5b1c50-2ce0-4b89-60af-53d4e05d651b' AND deleted_at IS NULL
ORDER BY created_at DESC
LIMIT 20;

-- statement: my-invoices
-- calls: 100
-- target: 200 ms
-- role: authenticated
-- claims: {"sub":"ab5b1c50-2ce0-4b89-60af-53d4e05d651b","role":"authenticated"}
SELECT i.invoice_id, i.status, i.amount, i.due_date, l.service_type
FROM public.invoices AS i
LEFT JOIN public.leads_with_clients AS l ON l.lead_id = i.lead_id
WHERE i.status = 'paid'
ORDER BY i.created_at DESC
LIMIT 20;

-- statement: invoice-by-ninja-id
-- calls: 200
-- target: 50 ms
-- role: service_role
SELECT invoice_id, client_id, status, amount
FROM public.invoices
WHERE invoiceninja_invoice_id = 'in_1a25677a00082b07f73a' AND deleted_at IS NULL;

-- statement: payments-of-invoice
-- calls: 250
-- target: 50 ms
-- role: service_role
SELECT payment_id, amount, method, created_at
FROM public.payments
WHERE invoice_id = 'f23ed3e1-f485-72f2-a29e-5b0482ed8d6c'
ORDER BY created_at DESC;

-- statement: payment-by-stripe-id
-- calls: 150
-- target: 50 ms
-- role: service_role
SELECT payment_id, invoice_id, amount
FROM public.payments
WHERE stripe_payment_intent_id = 'pi_ba1ac9bee787c9fde9e1b39f';

-- statement: payment-history-of-client
-- calls: 120
-- target: 200 ms
-- role: service_role
SELECT p.payment_id, p.amount, p.method, p.created_at, i.invoiceninja_invoice_id, i.status
FROM public.payments AS p
JOIN public.invoices AS i ON i.invoice_id = p.invoice_id
WHERE p.client_id = 'ab5b1c50-2ce0-4b89-60af-53d4e05d651b'
ORDER BY p.created_at DESC
LIMIT 50;

-- statement: next-dead-letters
-- calls: 200
-- target: 50 ms
-- role: service_role
SELECT id, event_type, payload, retry_count
FROM public.dead_letter_queue
WHERE status = 'pending'
ORDER BY created_at
LIMIT 20;

-- statement: failed-payment-events
-- calls: 60
-- target: 50 ms
-- role: service_role
SELECT id, payload, last_error, created_at
FROM public.dead_letter_queue
WHERE event_type = 'stripe.payment' AND status = 'failed'
ORDER BY created_at DESC
LIMIT 50;

-- statement: create-lead
-- calls: 100
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"4d7d719a-c0cf-3d78-ea8a-94701913fe47","role":"authenticated","app_metadata":{"role":"staff"}}
INSERT INTO public.leads (client_id, email, service_type, estimated_value, status, notes, created_at)
VALUES ('ab5b1c50-2ce0-4b89-60af-53d4e05d651b', 'Client7@mail.example', 'kitchen remodel', 4500000, 'new',
  'Wants the island moved.', timestamptz '2025-11-20 12:00+00');

-- statement: convert-lead
-- calls: 100
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"4d7d719a-c0cf-3d78-ea8a-94701913fe47","role":"authenticated","app_metadata":{"role":"staff"}}
UPDATE public.leads SET status = 'converted' WHERE lead_id = 'abbeadd6-0803-429f-5d9e-df6173225994';

-- statement: soft-delete-lead
-- calls: 30
-- target: 100 ms
-- role: authenticated
-- claims: {"sub":"4d7d719a-c0cf-3d78-ea8a-94701913fe47","role":"authenticated","app_metadata":{"role":"staff"}}
UPDATE public.leads
SET deleted_at = timestamptz '2025-11-20 12:00+00'
WHERE lead_id = 'abbeadd6-0803-429f-5d9e-df6173225994';

-- statement: record-payment
-- calls: 80
-- target: 100 ms
-- role: service_role
INSERT INTO public.payments (invoice_id, client_id, stripe_payment_intent_id, amount, method, created_at)
VALUES ('f23ed3e1-f485-72f2-a29e-5b0482ed8d6c', 'ab5b1c50-2ce0-4b89-60af-53d4e05d651b', 'pi_new', 250000, 'card',
  timestamptz '2025-11-20 12:00+00');

-- statement: bill-a-hundred-leads
-- calls: 20
-- target: 500 ms
-- role: service_role
INSERT INTO public.invoices (client_id, status, amount, due_date, created_at)
SELECT md5('client' || n)::uuid, 'draft', 100000 + n, date '2025-12-20', timestamptz '2025-11-20 12:00+00'
FROM generate_series(1, 100) AS n;

-- statement: forget-client
-- calls: 10
-- target: 100 ms
-- role: service_role
DELETE FROM public.clients WHERE client_id = '6598d72e-f2d2-25ac-18b2-94dc8acc85a2';

-- statement: pipeline-by-service
-- calls: 2
-- target: 300 ms
-- role: service_role
SELECT service_type, count(*) AS leads, round(avg(estimated_value)) AS average_value
FROM public.leads
WHERE status IN ('new', 'in_progress') AND deleted_at IS NULL
GROUP BY service_type
ORDER BY service_type;

-- statement: leads-from-website
-- calls: 1
-- target: 1000 ms
-- role: service_role
SELECT count(*), avg(estimated_value)
FROM public.leads
WHERE metadata @> '{"source": "website"}' AND deleted_at IS NULL;

-- statement: service-areas
-- calls: 200
-- target: 1000 ms
-- role: anon
SELECT city, count(*) AS zip_codes, min(travel_minutes) AS nearest
FROM public.service_areas
GROUP BY city
ORDER BY city;
