-- casaora: keys, indexes, triggers and policies, as the application's migrations left them.

ALTER TABLE public.cities ADD PRIMARY KEY (id), ADD UNIQUE (slug);
ALTER TABLE public.service_categories ADD PRIMARY KEY (id), ADD UNIQUE (slug);
ALTER TABLE public.profiles ADD PRIMARY KEY (id), ADD UNIQUE (email),
  ADD CHECK (role IN ('customer', 'professional', 'admin'));
ALTER TABLE public.professional_profiles ADD PRIMARY KEY (profile_id), ADD UNIQUE (slug),
  ADD CHECK (verification_status IN ('pending', 'approved', 'rejected'));
ALTER TABLE public.services ADD PRIMARY KEY (id);
ALTER TABLE public.bookings ADD PRIMARY KEY (id),
  ADD CHECK (status IN ('pending', 'confirmed', 'declined', 'cancelled', 'completed'));
ALTER TABLE public.reviews ADD PRIMARY KEY (id), ADD UNIQUE (booking_id), ADD CHECK (rating BETWEEN 1 AND 5);
ALTER TABLE public.messages ADD PRIMARY KEY (id);
ALTER TABLE public.payment_intents ADD PRIMARY KEY (id);
ALTER TABLE public.notifications ADD PRIMARY KEY (id);
ALTER TABLE public.professional_payouts ADD PRIMARY KEY (id);

CREATE INDEX idx_profiles_city ON public.profiles (city_id);
CREATE INDEX idx_services_professional ON public.services (professional_id, is_active);
CREATE INDEX idx_payouts_professional ON public.professional_payouts (professional_id);

-- Twice the same, and one within another.
CREATE INDEX idx_profiles_email ON public.profiles (email);
CREATE INDEX idx_bookings_created_at ON public.bookings (created_at);
CREATE INDEX bookings_created_at_idx ON public.bookings (created_at);
CREATE INDEX idx_bookings_status ON public.bookings (status);
CREATE INDEX idx_bookings_status_created ON public.bookings (status, created_at);
CREATE INDEX idx_reviews_created_at ON public.reviews (created_at DESC);
CREATE INDEX idx_reviews_newest ON public.reviews (created_at DESC);
CREATE INDEX idx_notifications_created ON public.notifications (created_at);
CREATE INDEX notifications_created_at_idx ON public.notifications (created_at);
CREATE INDEX idx_notifications_kind ON public.notifications (kind);
CREATE INDEX idx_notifications_kind_created ON public.notifications (kind, created_at DESC);

-- For a search that was never built.
CREATE INDEX idx_bookings_address ON public.bookings (address, city_id);

ALTER TABLE public.profiles
  ADD FOREIGN KEY (id) REFERENCES auth.users (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (city_id) REFERENCES public.cities (id);
ALTER TABLE public.professional_profiles
  ADD FOREIGN KEY (profile_id) REFERENCES public.profiles (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (city_id) REFERENCES public.cities (id);
ALTER TABLE public.services
  ADD FOREIGN KEY (professional_id) REFERENCES public.professional_profiles (profile_id),
  ADD FOREIGN KEY (category_id) REFERENCES public.service_categories (id);
ALTER TABLE public.bookings
  ADD FOREIGN KEY (customer_id) REFERENCES public.profiles (id),
  ADD FOREIGN KEY (professional_id) REFERENCES public.professional_profiles (profile_id),
  ADD FOREIGN KEY (service_id) REFERENCES public.services (id),
  ADD FOREIGN KEY (city_id) REFERENCES public.cities (id);
ALTER TABLE public.reviews
  ADD FOREIGN KEY (booking_id) REFERENCES public.bookings (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (customer_id) REFERENCES public.profiles (id),
  ADD FOREIGN KEY (professional_id) REFERENCES public.professional_profiles (profile_id);
ALTER TABLE public.messages
  ADD FOREIGN KEY (booking_id) REFERENCES public.bookings (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (sender_id) REFERENCES public.profiles (id),
  ADD FOREIGN KEY (recipient_id) REFERENCES public.profiles (id);
ALTER TABLE public.payment_intents
  ADD FOREIGN KEY (booking_id) REFERENCES public.bookings (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (customer_id) REFERENCES public.profiles (id);
ALTER TABLE public.notifications
  ADD FOREIGN KEY (profile_id) REFERENCES public.profiles (id) ON DELETE CASCADE;
ALTER TABLE public.professional_payouts
  ADD FOREIGN KEY (professional_id) REFERENCES public.professional_profiles (profile_id);

CREATE TRIGGER refuse_double_booking BEFORE INSERT ON public.bookings
  FOR EACH ROW EXECUTE FUNCTION private.refuse_double_booking();
CREATE TRIGGER count_completed_bookings AFTER UPDATE OF status ON public.bookings
  FOR EACH ROW EXECUTE FUNCTION private.count_completed_bookings();
CREATE TRIGGER average_reviews AFTER INSERT OR UPDATE OF rating ON public.reviews
  FOR EACH ROW EXECUTE FUNCTION private.average_reviews();
CREATE TRIGGER count_unread_messages AFTER INSERT ON public.messages
  FOR EACH ROW EXECUTE FUNCTION private.count_unread_messages();

ALTER TABLE public.cities ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.service_categories ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.professional_profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.services ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.payment_intents ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.stripe_webhook_events ENABLE ROW LEVEL SECURITY;
-- professional_payouts was forgotten.

CREATE POLICY "Anyone can read cities" ON public.cities FOR SELECT USING (true);
CREATE POLICY "Anyone can read categories" ON public.service_categories FOR SELECT USING (true);
CREATE POLICY "Users can view their own profile" ON public.profiles FOR SELECT TO authenticated
  USING (id = (SELECT auth.uid()));
CREATE POLICY "Users can update their own profile" ON public.profiles FOR UPDATE TO authenticated
  USING (id = (SELECT auth.uid()));
CREATE POLICY "Anyone can view approved professionals" ON public.professional_profiles FOR SELECT
  USING (is_active AND verification_status = 'approved');
CREATE POLICY "Anyone can view active services" ON public.services FOR SELECT USING (is_active);
CREATE POLICY "Professionals manage their services" ON public.services FOR ALL TO authenticated
  USING (professional_id = auth.uid());

CREATE POLICY "Users can view their bookings" ON public.bookings FOR SELECT TO authenticated
  USING (customer_id = auth.uid() OR professional_id = auth.uid());
CREATE POLICY "Customers can create bookings" ON public.bookings FOR INSERT TO authenticated
  WITH CHECK (customer_id = auth.uid());
CREATE POLICY "Parties can update their bookings" ON public.bookings FOR UPDATE TO authenticated
  USING (customer_id = auth.uid() OR professional_id = auth.uid());
CREATE POLICY "Anyone can read reviews" ON public.reviews FOR SELECT USING (true);
CREATE POLICY "Customers can review their bookings" ON public.reviews FOR INSERT TO authenticated
  WITH CHECK (customer_id = auth.uid() AND EXISTS (
    SELECT 1 FROM public.bookings AS b WHERE b.id = booking_id AND b.customer_id = auth.uid()));
CREATE POLICY "Parties can read messages" ON public.messages FOR SELECT TO authenticated
  USING (sender_id = auth.uid() OR recipient_id = auth.uid());
CREATE POLICY "Users can send messages" ON public.messages FOR INSERT TO authenticated
  WITH CHECK (sender_id = auth.uid());
CREATE POLICY "Recipients can mark messages" ON public.messages FOR UPDATE TO authenticated
  USING (recipient_id = auth.uid());
CREATE POLICY "Customers can view their payments" ON public.payment_intents FOR SELECT TO authenticated
  USING (EXISTS (SELECT 1 FROM public.bookings AS b
    WHERE b.id = payment_intents.booking_id AND b.customer_id = auth.uid()));
CREATE POLICY "Users can view their notifications" ON public.notifications FOR SELECT TO authenticated
  USING (profile_id = auth.uid() OR private.is_admin());
CREATE POLICY "Users can update their notifications" ON public.notifications FOR UPDATE TO authenticated
  USING (profile_id = auth.uid());
