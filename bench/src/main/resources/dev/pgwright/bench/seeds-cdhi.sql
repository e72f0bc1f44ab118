-- What the guide on cdhi's database recommends, on the tables of the lab cdhi. Every index is named "seed_" and what it
-- serves, so that nothing collides with the indexes that the lab has. Columns and conditions are the guide's; the lab
-- has the same names unless a comment says otherwise. estimated_value is in cents in the guide and in the lab, where no
-- lead is below 100000: the guide's condition "estimated_value >= 10000" holds for every row there.

-- Its list of recommended indexes: leads.
CREATE INDEX seed_leads_status_created ON public.leads (status, created_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX seed_leads_email ON public.leads (email) WHERE deleted_at IS NULL;
CREATE INDEX seed_leads_client ON public.leads (client_id, created_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX seed_leads_high_value ON public.leads (estimated_value DESC, created_at DESC)
  WHERE deleted_at IS NULL AND estimated_value >= 10000;
CREATE INDEX seed_leads_search ON public.leads
  USING gin (to_tsvector('english', coalesce(notes, '') || ' ' || coalesce(service_type, '')));

-- Clients. The unique e-mail address is a constraint of the lab already.
CREATE INDEX seed_clients_phone ON public.clients (phone) WHERE deleted_at IS NULL;
CREATE INDEX seed_clients_last_name ON public.clients (last_name, first_name) WHERE deleted_at IS NULL;

-- Invoices.
CREATE INDEX seed_invoices_client_status ON public.invoices (client_id, status, created_at DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX seed_invoices_ninja_id ON public.invoices (invoiceninja_invoice_id) WHERE deleted_at IS NULL;
CREATE INDEX seed_invoices_overdue ON public.invoices (due_date, client_id)
  WHERE deleted_at IS NULL AND status IN ('sent', 'partial');

-- Payments. The lab has the first one too, invalid, as an interrupted build leaves it.
CREATE INDEX seed_payments_invoice ON public.payments (invoice_id, created_at DESC);
CREATE INDEX seed_payments_stripe ON public.payments (stripe_payment_intent_id)
  WHERE stripe_payment_intent_id IS NOT NULL;
CREATE INDEX seed_payments_client ON public.payments (client_id, created_at DESC);

-- Dead letters.
CREATE INDEX seed_dlq_status_created ON public.dead_letter_queue (status, created_at) WHERE status = 'pending';
CREATE INDEX seed_dlq_event_type ON public.dead_letter_queue (event_type, status, created_at DESC);

-- Elsewhere in the guide: soft deletes, one index for each kind, a function on a column, a remedy for many reads.
CREATE INDEX seed_leads_active ON public.leads (created_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX seed_leads_status ON public.leads (status);
CREATE INDEX seed_leads_status_active ON public.leads (status) WHERE deleted_at IS NULL;
CREATE INDEX seed_leads_status_created_all ON public.leads (status, created_at DESC);
CREATE INDEX seed_leads_high_value_client ON public.leads (client_id, created_at DESC) WHERE estimated_value >= 10000;
CREATE INDEX seed_leads_metadata ON public.leads USING gin (metadata);
CREATE INDEX seed_leads_email_status ON public.leads (email, status);
CREATE INDEX seed_clients_email_lower ON public.clients (lower(email));

-- The guide's own examples of what not to do, to be refuted: (status, email) and (created_at, status) on leads.
CREATE INDEX seed_leads_bad_order ON public.leads (status, email);
CREATE INDEX seed_leads_wrong_order ON public.leads (created_at, status);

-- What the lab has no column, table or extension for:
--   leads (search_vector) USING gin: the lab keeps no column of the text to search, see seed_leads_search.
--   clients (location) USING gist: the lab's clients have an address only, and it has no PostGIS.
--   leads_2024 and leads_2025 (client_id) and (status, created_at): the lab's leads are not partitioned.
-- dashboard_stats (new_leads): the lab has that index already, and as one row is all there is, nothing can use it.
