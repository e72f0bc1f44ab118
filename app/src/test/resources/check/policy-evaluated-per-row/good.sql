-- Evaluated once for a statement, or nothing to evaluate.
CREATE TABLE public.members (user_id uuid, team_id int, PRIMARY KEY (user_id, team_id));
CREATE TABLE public.documents (
  id int PRIMARY KEY, owner_id uuid, team_id int, tenant text, org uuid, visible boolean, email text, until timestamptz);
CREATE INDEX ON public.documents (owner_id);
CREATE INDEX ON public.documents (team_id);
CREATE INDEX ON public.documents (tenant);
CREATE INDEX ON public.documents (org);
CREATE INDEX ON public.documents (email);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION private.half(n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT n / 2 $$;
CREATE POLICY "claim" ON public.documents FOR SELECT USING (org = (SELECT (auth.jwt() ->> 'org')::uuid));
CREATE POLICY "claim, cast outside" ON public.documents FOR SELECT USING (org = (SELECT auth.jwt() ->> 'org')::uuid);
CREATE POLICY "setting" ON public.documents FOR SELECT
  USING (tenant = (SELECT current_setting('app.tenant', true)));
CREATE POLICY "set" ON public.documents FOR SELECT
  USING (team_id IN (SELECT m.team_id FROM public.members AS m WHERE m.user_id = auth.uid()));
CREATE POLICY "array" ON public.documents FOR SELECT
  USING (team_id = ANY (ARRAY(SELECT m.team_id FROM public.members AS m WHERE m.user_id = (SELECT auth.uid()))));
CREATE POLICY "constants" ON public.documents FOR SELECT
  USING (visible AND lower(email) = lower('A@EXAMPLE.ORG') AND id > private.half(10));
CREATE POLICY "time" ON public.documents FOR SELECT USING (until > now());
CREATE POLICY "all" ON public.documents FOR UPDATE USING (true) WITH CHECK (owner_id = (SELECT auth.uid()));
-- Not in force.
CREATE TABLE public.drafts (id int PRIMARY KEY, owner_id uuid);
CREATE POLICY "sleeping" ON public.drafts USING (auth.uid() = owner_id);
