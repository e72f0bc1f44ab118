-- What the notes on casaora's database recommend, on the tables of the lab casaora. Each index is named "seed_" and
-- what it serves, so that nothing collides with the indexes that the lab has.

-- Written out in the notes: availability of a professional on a day. The lab has all columns.
CREATE INDEX seed_bookings_pro_date_status ON public.bookings (professional_id, booking_date, status)
  WHERE status NOT IN ('cancelled', 'declined');

-- Written out: search of professionals by city. The lab has all columns.
CREATE INDEX seed_pro_profiles_city_verified ON public.professional_profiles (city_id, verification_status)
  WHERE is_active = true;

-- Not written out: the notes ask for an index on every column that a row-level policy compares with the user, and leave
-- the list to a script that they do not show. These are those columns of the lab's policies that no index begins with;
-- the others (profiles.id, services.professional_id) have one. The notes name neither order nor conditions.
CREATE INDEX seed_bookings_customer ON public.bookings (customer_id);
CREATE INDEX seed_bookings_professional ON public.bookings (professional_id);
CREATE INDEX seed_messages_sender ON public.messages (sender_id);
CREATE INDEX seed_messages_recipient ON public.messages (recipient_id);
CREATE INDEX seed_payment_intents_booking ON public.payment_intents (booking_id);
CREATE INDEX seed_notifications_profile ON public.notifications (profile_id);

-- Also not written out: "15 and more critical missing indexes" for the availability of professionals, their search and
-- the calculation of reviews. The first two are above. For the third the lab's trigger asks for this one.
CREATE INDEX seed_reviews_professional ON public.reviews (professional_id);
