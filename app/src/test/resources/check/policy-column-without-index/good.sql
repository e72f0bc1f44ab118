-- Indexed, or nothing that an index on a column could find.
CREATE TABLE public.members (user_id uuid, team_id int, PRIMARY KEY (user_id, team_id));
CREATE TABLE public.bookings (
  id int PRIMARY KEY, customer_id uuid, professional_id uuid, team_id int, status text, tenant varchar(20));
CREATE INDEX ON public.bookings (customer_id, status);
CREATE INDEX ON public.bookings USING hash (professional_id);
CREATE INDEX ON public.bookings (tenant);
ALTER TABLE public.bookings ENABLE ROW LEVEL SECURITY;
CREATE POLICY "parties" ON public.bookings FOR SELECT
  USING (customer_id = (SELECT auth.uid()) OR professional_id = (SELECT auth.uid()));
CREATE POLICY "one of two" ON public.bookings FOR SELECT
  USING (customer_id = (SELECT auth.uid()) AND team_id = (SELECT 1));
CREATE POLICY "tenant" ON public.bookings FOR SELECT USING (tenant = (SELECT current_setting('app.tenant', true)));
CREATE POLICY "constant" ON public.bookings FOR SELECT USING (status = 'open');
CREATE POLICY "hashed" ON public.bookings FOR SELECT
  USING (team_id IN (SELECT m.team_id FROM public.members AS m WHERE m.user_id = (SELECT auth.uid())));
CREATE POLICY "from the other side" ON public.bookings FOR SELECT USING (EXISTS (
  SELECT 1 FROM public.members AS m WHERE m.team_id = bookings.team_id AND m.user_id = (SELECT auth.uid())));
