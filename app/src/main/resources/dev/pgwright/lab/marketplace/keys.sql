-- marketplace: keys, indexes, triggers, publication and policies, as the application's migrations left them.

ALTER TABLE public.users ADD PRIMARY KEY (id), ADD UNIQUE (email);
ALTER TABLE public.premium_users ADD PRIMARY KEY (id);
ALTER TABLE public.categories ADD PRIMARY KEY (id), ADD UNIQUE (slug);
ALTER TABLE public.contractors ADD PRIMARY KEY (id), ADD UNIQUE (user_id), ADD UNIQUE (slug);
ALTER TABLE public.portfolio_items ADD PRIMARY KEY (id);
ALTER TABLE public.jobs ADD PRIMARY KEY (id), ADD CHECK (budget > 0);
ALTER TABLE public.job_categories ADD PRIMARY KEY (job_id, category_id);
ALTER TABLE public.bids ADD PRIMARY KEY (id);
ALTER TABLE public.contracts ADD PRIMARY KEY (id), ADD UNIQUE (bid_id);
ALTER TABLE public.escrow_accounts ADD PRIMARY KEY (contract_id);
ALTER TABLE public.payments ADD PRIMARY KEY (id);
ALTER TABLE public.bank_accounts ADD PRIMARY KEY (contractor_id);
ALTER TABLE public.conversation_members ADD PRIMARY KEY (conversation_id, user_id);
ALTER TABLE public.messages ADD PRIMARY KEY (id);
ALTER TABLE public.notifications ADD PRIMARY KEY (id);
ALTER TABLE public.reviews ADD PRIMARY KEY (id), ADD CHECK (rating BETWEEN 1 AND 5);
ALTER TABLE public.saved_searches ADD PRIMARY KEY (id);
-- job_audit was forgotten.

CREATE INDEX idx_reviews_contractor ON public.reviews (contractor_id, created_at DESC);
CREATE INDEX idx_contracts_job ON public.contracts (job_id);
CREATE INDEX idx_portfolio_contractor ON public.portfolio_items (contractor_id);

-- Twice the same, one within another, and one that nothing asks for.
CREATE INDEX idx_users_email ON public.users (email);
CREATE INDEX idx_jobs_status ON public.jobs (status);
CREATE INDEX idx_jobs_status_created ON public.jobs (status, created_at DESC);
CREATE INDEX idx_messages_created ON public.messages (created_at);
CREATE INDEX messages_created_at_idx ON public.messages (created_at);
CREATE INDEX idx_notifications_kind ON public.notifications (kind);
CREATE INDEX idx_notifications_kind_created ON public.notifications (kind, created_at DESC);
CREATE INDEX idx_bids_message ON public.bids (message);

ALTER TABLE public.users ADD FOREIGN KEY (id) REFERENCES auth.users (id) ON DELETE CASCADE;
ALTER TABLE public.premium_users ADD FOREIGN KEY (id) REFERENCES public.users (id) ON DELETE CASCADE;
ALTER TABLE public.contractors ADD FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;
ALTER TABLE public.portfolio_items
  ADD FOREIGN KEY (contractor_id) REFERENCES public.contractors (id) ON DELETE CASCADE;
ALTER TABLE public.jobs ADD FOREIGN KEY (user_id) REFERENCES public.users (id);
ALTER TABLE public.job_categories
  ADD FOREIGN KEY (job_id) REFERENCES public.jobs (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (category_id) REFERENCES public.categories (id) ON DELETE CASCADE;
ALTER TABLE public.bids
  ADD FOREIGN KEY (job_id) REFERENCES public.jobs (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (contractor_id) REFERENCES public.contractors (id);
ALTER TABLE public.contracts
  ADD FOREIGN KEY (job_id) REFERENCES public.jobs (id),
  ADD FOREIGN KEY (bid_id) REFERENCES public.bids (id),
  ADD FOREIGN KEY (client_id) REFERENCES public.users (id),
  ADD FOREIGN KEY (contractor_id) REFERENCES public.contractors (id);
ALTER TABLE public.escrow_accounts ADD FOREIGN KEY (contract_id) REFERENCES public.contracts (id);
ALTER TABLE public.payments
  ADD FOREIGN KEY (contract_id) REFERENCES public.contracts (id),
  ADD FOREIGN KEY (payer_id) REFERENCES public.users (id);
ALTER TABLE public.bank_accounts ADD FOREIGN KEY (contractor_id) REFERENCES public.contractors (id) ON DELETE CASCADE;
ALTER TABLE public.conversation_members ADD FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;
ALTER TABLE public.messages
  ADD FOREIGN KEY (sender_id) REFERENCES public.users (id),
  ADD FOREIGN KEY (recipient_id) REFERENCES public.users (id);
ALTER TABLE public.notifications ADD FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;
ALTER TABLE public.reviews
  ADD FOREIGN KEY (contract_id) REFERENCES public.contracts (id),
  ADD FOREIGN KEY (contractor_id) REFERENCES public.contractors (id),
  ADD FOREIGN KEY (reviewer_id) REFERENCES public.users (id);
ALTER TABLE public.saved_searches ADD FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;

CREATE TRIGGER update_jobs_updated_at BEFORE UPDATE ON public.jobs
  FOR EACH ROW EXECUTE FUNCTION private.update_updated_at();
CREATE TRIGGER update_escrow_updated_at BEFORE UPDATE ON public.escrow_accounts
  FOR EACH ROW EXECUTE FUNCTION private.update_updated_at();

-- Realtime sends every change of these to its subscribers; the audit trail has none.
CREATE PUBLICATION supabase_realtime FOR TABLE public.jobs, public.bids, public.messages, public.notifications,
  public.job_audit;
ALTER TABLE public.messages REPLICA IDENTITY FULL;
ALTER TABLE public.job_audit REPLICA IDENTITY FULL;

-- Runs as its owner, so that it shows every contractor's income to whoever asks.
CREATE VIEW public.contractor_income AS
SELECT c.id, c.slug, count(*) AS contracts, sum(e.held) AS held
FROM public.contractors AS c
JOIN public.contracts AS k ON k.contractor_id = c.id
JOIN public.escrow_accounts AS e ON e.contract_id = k.id
GROUP BY c.id, c.slug;
GRANT SELECT ON public.contractor_income TO anon, authenticated;

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.premium_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.categories ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.contractors ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.portfolio_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.job_categories ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.job_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.bids ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.contracts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.payments ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.conversation_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.saved_searches ENABLE ROW LEVEL SECURITY;
-- bank_accounts was forgotten, and escrow_accounts has a policy that nothing asks.

CREATE POLICY "Users can view themselves" ON public.users FOR SELECT TO authenticated
  USING (id = (SELECT auth.uid()));
CREATE POLICY "Anyone can read categories" ON public.categories FOR SELECT USING (true);
CREATE POLICY "Anyone can read job categories" ON public.job_categories FOR SELECT USING (true);
CREATE POLICY "Anyone can view contractors" ON public.contractors FOR SELECT USING (true);
CREATE POLICY "Contractors update themselves" ON public.contractors FOR UPDATE TO authenticated
  USING (user_id = (SELECT auth.uid()));

CREATE POLICY "Users can view own jobs" ON public.jobs FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Public can view posted jobs" ON public.jobs FOR SELECT USING (status = 'posted');
CREATE POLICY "Users can update own jobs" ON public.jobs FOR UPDATE
  USING (auth.uid() = user_id) WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can post jobs" ON public.jobs FOR INSERT TO authenticated WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Contractors view nearby jobs" ON public.jobs FOR SELECT
  USING (status = 'posted' AND private.metres_between(
    location, (SELECT c.location FROM public.contractors AS c WHERE c.user_id = auth.uid())) <= 50000);

-- A function that takes a column of the row is called for every row, wrapped or not.
CREATE POLICY "Owners view bids on their jobs" ON public.bids FOR SELECT TO authenticated
  USING (private.owns_job(job_id));
CREATE POLICY "Contractors view their bids" ON public.bids FOR SELECT TO authenticated
  USING (contractor_id = private.contractor_of_caller());
CREATE POLICY "Contractors place bids" ON public.bids FOR INSERT TO authenticated
  WITH CHECK (contractor_id = private.contractor_of_caller());

CREATE POLICY "Parties view contracts" ON public.contracts FOR SELECT TO authenticated
  USING (client_id = auth.uid() OR contractor_id = private.contractor_of_caller());
CREATE POLICY "Payers view payments" ON public.payments FOR SELECT TO authenticated
  USING (EXISTS (SELECT 1 FROM public.contracts AS k WHERE k.id = payments.contract_id AND k.client_id = auth.uid()));
-- Everybody can write into the metadata of their own token.
CREATE POLICY "Staff view payments" ON public.payments FOR SELECT TO authenticated
  USING ((auth.jwt() -> 'user_metadata' ->> 'role') = 'staff');
CREATE POLICY "Parties view escrow" ON public.escrow_accounts FOR SELECT TO authenticated
  USING (EXISTS (SELECT 1 FROM public.contracts AS k WHERE k.id = contract_id AND k.client_id = auth.uid()));

-- The condition compares a column with itself: whoever is a contractor sees what is not public, too.
CREATE POLICY "Anyone can view public work" ON public.portfolio_items FOR SELECT USING (is_public);
CREATE POLICY "Contractors view their work" ON public.portfolio_items FOR SELECT TO authenticated
  USING (EXISTS (SELECT 1 FROM public.contractors AS c WHERE c.id = c.id AND c.user_id = (SELECT auth.uid())));

-- It asks the table that it protects, and so itself, without end.
CREATE POLICY "Members view members" ON public.conversation_members FOR SELECT TO authenticated
  USING (EXISTS (SELECT 1 FROM public.conversation_members AS m
    WHERE m.conversation_id = conversation_members.conversation_id AND m.user_id = auth.uid()));
CREATE POLICY "Parties read messages" ON public.messages FOR SELECT TO authenticated
  USING (sender_id = auth.uid() OR recipient_id = auth.uid());
-- Whoever is signed in may write in another's name.
CREATE POLICY "Users send messages" ON public.messages FOR INSERT TO authenticated WITH CHECK (true);
CREATE POLICY "Recipients mark messages" ON public.messages FOR UPDATE TO authenticated
  USING (recipient_id = auth.uid());

CREATE POLICY "Users view their notifications" ON public.notifications FOR SELECT TO authenticated
  USING (user_id = auth.uid());
CREATE POLICY "Users mark their notifications" ON public.notifications FOR UPDATE TO authenticated
  USING (user_id = auth.uid());
CREATE POLICY "Anyone can read approved reviews" ON public.reviews FOR SELECT USING (status = 'approved');
-- Meant for reading only.
CREATE POLICY "Signed in users read reviews" ON public.reviews FOR ALL TO authenticated USING (true);
-- Without a token both sides are the same, and all rows are shown.
CREATE POLICY "Users view their searches" ON public.saved_searches FOR SELECT
  USING (user_id::text = coalesce(auth.jwt() ->> 'sub', user_id::text));

CREATE POLICY "Anyone can list the portfolio" ON storage.objects FOR SELECT USING (bucket_id = 'portfolio');
