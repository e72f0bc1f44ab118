-- Calls that are the same for every row of a statement, in the ways in which they are written; and one that is not.
CREATE TABLE public.members (user_id uuid, team_id int, PRIMARY KEY (user_id, team_id));
CREATE TABLE public.documents (
  id int PRIMARY KEY, owner_id uuid, team_id int, tenant text, org uuid, visible boolean NOT NULL DEFAULT true);
CREATE INDEX ON public.documents (owner_id);
CREATE INDEX ON public.documents (team_id);
CREATE INDEX ON public.documents (tenant);
CREATE INDEX ON public.documents (org);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION private.is_admin() RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN false; END $$;
CREATE FUNCTION private.teams() RETURNS int[] LANGUAGE sql STABLE AS $$ SELECT ARRAY[1, 2] $$;
CREATE POLICY "1 plain" ON public.documents FOR SELECT USING (auth.uid() = owner_id);
CREATE POLICY "2 mixed" ON public.documents FOR SELECT
  USING (owner_id = (SELECT auth.uid()) OR org = auth.uid());
CREATE POLICY "3 own function" ON public.documents FOR DELETE USING (private.is_admin() OR auth.uid() = owner_id);
CREATE POLICY "4 claim" ON public.documents FOR ALL
  USING (org = (auth.jwt() ->> 'org')::uuid) WITH CHECK (org = (auth.jwt() ->> 'org')::uuid AND visible);
CREATE POLICY "5 setting" ON public.documents FOR SELECT USING (tenant = current_setting('app.tenant', true));
CREATE POLICY "6 array" ON public.documents FOR SELECT USING (team_id = ANY (private.teams()));
CREATE POLICY "7 exists" ON public.documents FOR SELECT USING (EXISTS (
  SELECT 1 FROM public.members AS m WHERE m.team_id = documents.team_id AND m.user_id = auth.uid()));
CREATE POLICY "8 wrapped as a whole" ON public.documents FOR SELECT USING ((SELECT private.is_admin() AND visible));
CREATE POLICY "9 list" ON public.documents FOR UPDATE
  USING (owner_id IN (auth.uid(), current_setting('app.deputy', true)::uuid)) WITH CHECK (true);
