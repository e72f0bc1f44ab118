-- Each arm of an OR needs its own index; of conditions that hold together one suffices, the most selective.
CREATE TABLE public.bookings (id int PRIMARY KEY, customer_id uuid, professional_id uuid);
CREATE TABLE public.invoices (id int PRIMARY KEY, tenant varchar(20), client_id uuid, status text);
CREATE INDEX ON public.invoices (status, client_id);
INSERT INTO public.bookings SELECT n, md5(n::text)::uuid, md5((n % 90)::text)::uuid FROM generate_series(1, 12000) AS n;
INSERT INTO public.invoices SELECT n, 'one', md5(n::text)::uuid, 'paid' FROM generate_series(1, 100) AS n;
ALTER TABLE public.bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.invoices ENABLE ROW LEVEL SECURITY;
CREATE POLICY "parties" ON public.bookings FOR SELECT
  USING (customer_id = (SELECT auth.uid()) OR professional_id = (SELECT auth.uid()));
CREATE POLICY "clients" ON public.invoices FOR SELECT USING (
  status = 'paid' AND tenant = (SELECT current_setting('app.tenant', true)) AND client_id = (SELECT auth.uid()));
SELECT pg_stat_force_next_flush();
ANALYZE;
