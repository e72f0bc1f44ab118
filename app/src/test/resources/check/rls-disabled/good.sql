-- Guarded, or out of the API's reach.
CREATE TABLE public.payouts (id int PRIMARY KEY);
ALTER TABLE public.payouts ENABLE ROW LEVEL SECURITY;
GRANT ALL ON public.payouts TO anon, authenticated;
CREATE TABLE public.jobs (id int PRIMARY KEY);
GRANT ALL ON public.jobs TO service_role;
CREATE SCHEMA internal;
CREATE TABLE internal.notes (id int PRIMARY KEY);
GRANT ALL ON internal.notes TO authenticated;
