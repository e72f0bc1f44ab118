-- POLICY: What does not depend on the row is evaluated once for a statement: auth.uid()
ALTER POLICY "1 plain" ON "public"."documents" USING ((SELECT auth.uid()) = owner_id); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "1 plain" ON "public"."documents" USING ((auth.uid() = owner_id)); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: auth.uid()
ALTER POLICY "2 mixed" ON "public"."documents" USING (owner_id = (SELECT auth.uid() AS uid) OR org = (SELECT auth.uid())); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "2 mixed" ON "public"."documents" USING (((owner_id = ( SELECT auth.uid() AS uid)) OR (org = auth.uid()))); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: private.is_admin(), auth.uid()
ALTER POLICY "3 own function" ON "public"."documents" USING ((SELECT private.is_admin()) OR (SELECT auth.uid()) = owner_id); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "3 own function" ON "public"."documents" USING ((private.is_admin() OR (auth.uid() = owner_id))); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: auth.jwt()
ALTER POLICY "4 claim" ON "public"."documents" USING (org = (SELECT CAST(auth.jwt() ->> 'org'::text AS uuid))) WITH CHECK (org = (SELECT CAST(auth.jwt() ->> 'org'::text AS uuid)) AND visible); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "4 claim" ON "public"."documents" USING ((org = ((auth.jwt() ->> 'org'::text))::uuid)) WITH CHECK (((org = ((auth.jwt() ->> 'org'::text))::uuid) AND visible)); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: current_setting('app.tenant'::text, true)
ALTER POLICY "5 setting" ON "public"."documents" USING (tenant = (SELECT current_setting('app.tenant'::text, true))); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "5 setting" ON "public"."documents" USING ((tenant = current_setting('app.tenant'::text, true))); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: private.teams()
ALTER POLICY "6 array" ON "public"."documents" USING (team_id = ANY((SELECT private.teams())::int[])); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "6 array" ON "public"."documents" USING ((team_id = ANY (private.teams()))); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: auth.uid()
ALTER POLICY "7 exists" ON "public"."documents" USING (EXISTS (SELECT 1 FROM public.members m WHERE m.team_id = documents.team_id AND m.user_id = (SELECT auth.uid()))); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "7 exists" ON "public"."documents" USING ((EXISTS ( SELECT 1
   FROM public.members m
  WHERE ((m.team_id = documents.team_id) AND (m.user_id = auth.uid()))))); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: private.is_admin()
ALTER POLICY "8 wrapped as a whole" ON "public"."documents" USING ((SELECT (SELECT private.is_admin()) AND documents.visible)); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "8 wrapped as a whole" ON "public"."documents" USING (( SELECT (private.is_admin() AND documents.visible))); -- ACCESS EXCLUSIVE

-- POLICY: What does not depend on the row is evaluated once for a statement: auth.uid(), current_setting('app.deputy'::text, true)
ALTER POLICY "9 list" ON "public"."documents" USING (owner_id = ANY(ARRAY[(SELECT auth.uid()), (SELECT current_setting('app.deputy'::text, true)::uuid)])) WITH CHECK (true); -- ACCESS EXCLUSIVE
-- undo
ALTER POLICY "9 list" ON "public"."documents" USING ((owner_id = ANY (ARRAY[auth.uid(), (current_setting('app.deputy'::text, true))::uuid]))) WITH CHECK (true); -- ACCESS EXCLUSIVE
