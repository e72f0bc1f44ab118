-- cdhi: keys, indexes, triggers, policies and the dashboard, as the application's migrations left them.

ALTER TABLE public.staff_members ADD PRIMARY KEY (user_id);
ALTER TABLE public.service_areas ADD PRIMARY KEY (zip_code);
ALTER TABLE public.clients ADD PRIMARY KEY (client_id), ADD UNIQUE (email);
ALTER TABLE public.leads ADD PRIMARY KEY (lead_id),
  ADD CHECK (status IN ('new', 'in_progress', 'converted', 'lost'));
ALTER TABLE public.invoices ADD PRIMARY KEY (invoice_id),
  ADD CHECK (status IN ('draft', 'sent', 'partial', 'paid', 'void'));
ALTER TABLE public.payments ADD PRIMARY KEY (payment_id);
ALTER TABLE public.dead_letter_queue ADD PRIMARY KEY (id);

CREATE INDEX idx_invoices_lead ON public.invoices (lead_id);

-- Twice the same, and one within another.
CREATE INDEX idx_clients_email ON public.clients (email);
CREATE INDEX idx_leads_service_type ON public.leads (service_type);
CREATE INDEX leads_service_type_idx ON public.leads (service_type);
CREATE INDEX idx_leads_service_created ON public.leads (service_type, created_at);
CREATE INDEX idx_invoices_amount ON public.invoices (amount);
CREATE INDEX invoices_amount_idx ON public.invoices (amount);
CREATE INDEX idx_payments_method ON public.payments (method);
CREATE INDEX idx_payments_method_amount ON public.payments (method, amount);
CREATE INDEX idx_dlq_retry ON public.dead_letter_queue (retry_count);
CREATE INDEX idx_dlq_retry_updated ON public.dead_letter_queue (retry_count, updated_at);

-- For a report that was never built.
CREATE INDEX idx_leads_source ON public.leads ((metadata ->> 'source'), notes);

-- What an interrupted CREATE INDEX CONCURRENTLY leaves: kept up to date by every write, used by no query.
CREATE INDEX idx_payments_invoice ON public.payments (invoice_id, created_at DESC);
UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'public.idx_payments_invoice'::regclass;

ALTER TABLE public.staff_members ADD FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE;
ALTER TABLE public.leads ADD FOREIGN KEY (client_id) REFERENCES public.clients (client_id) ON DELETE CASCADE;
ALTER TABLE public.invoices
  ADD FOREIGN KEY (client_id) REFERENCES public.clients (client_id) ON DELETE CASCADE,
  ADD FOREIGN KEY (lead_id) REFERENCES public.leads (lead_id) ON DELETE SET NULL;
ALTER TABLE public.payments
  ADD FOREIGN KEY (invoice_id) REFERENCES public.invoices (invoice_id) ON DELETE CASCADE,
  ADD FOREIGN KEY (client_id) REFERENCES public.clients (client_id) ON DELETE CASCADE;

CREATE TRIGGER count_leads AFTER INSERT OR UPDATE OF status, deleted_at ON public.leads
  FOR EACH ROW EXECUTE FUNCTION private.count_leads();
CREATE TRIGGER add_up_payments AFTER INSERT ON public.payments
  FOR EACH ROW EXECUTE FUNCTION private.add_up_payments();
CREATE TRIGGER add_up_balances AFTER INSERT ON public.invoices
  REFERENCING NEW TABLE AS new_invoices FOR EACH STATEMENT EXECUTE FUNCTION private.add_up_balances();

CREATE MATERIALIZED VIEW public.dashboard_stats AS
SELECT count(*) FILTER (WHERE status = 'new') AS new_leads,
  count(*) FILTER (WHERE status = 'in_progress') AS in_progress_leads,
  count(*) FILTER (WHERE status = 'converted') AS converted_leads,
  count(*) FILTER (WHERE status = 'lost') AS lost_leads,
  avg(estimated_value) FILTER (WHERE status = 'converted') AS avg_project_value,
  count(*) FILTER (WHERE created_at >= timestamptz '2025-10-21 00:00+00') AS leads_this_month
FROM public.leads
WHERE deleted_at IS NULL;
-- Not unique, so the view cannot be refreshed concurrently.
CREATE INDEX dashboard_stats_new_leads_idx ON public.dashboard_stats (new_leads);

ALTER TABLE public.staff_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.service_areas ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clients ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.leads ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.leads_archive ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.payments ENABLE ROW LEVEL SECURITY;
-- dead_letter_queue was forgotten.

CREATE POLICY "Staff can view themselves" ON public.staff_members FOR SELECT TO authenticated
  USING (user_id = (SELECT auth.uid()));
CREATE POLICY "Anyone can read service areas" ON public.service_areas FOR SELECT USING (true);
CREATE POLICY "Staff can view clients" ON public.clients FOR SELECT TO authenticated USING (private.is_staff());
CREATE POLICY "Staff can manage leads" ON public.leads FOR ALL TO authenticated USING (private.is_staff());
CREATE POLICY "Clients can view their invoices" ON public.invoices FOR SELECT TO authenticated
  USING (client_id = auth.uid());
CREATE POLICY "Staff can manage payments" ON public.payments FOR ALL TO authenticated USING (private.is_staff());
CREATE POLICY "Clients can view their payments" ON public.payments FOR SELECT TO authenticated
  USING (client_id = auth.uid());
