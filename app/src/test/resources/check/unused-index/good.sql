-- Not used either, but for uniqueness, for a foreign key, for a policy; and one that is used.
CREATE TABLE public.rooms (id int PRIMARY KEY);
CREATE TABLE public.bookings (
  id int PRIMARY KEY, code text UNIQUE, room_id int REFERENCES public.rooms, user_id uuid, day int);
INSERT INTO public.rooms SELECT n FROM generate_series(1, 100) AS n;
INSERT INTO public.bookings
SELECT n, n::text, 1 + n % 100, md5(n::text)::uuid, n FROM generate_series(1, 2000) AS n;
CREATE INDEX ON public.bookings (room_id);
CREATE INDEX ON public.bookings (user_id);
CREATE INDEX ON public.bookings (day);
ALTER TABLE public.bookings ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.bookings USING (user_id = (SELECT auth.uid()));
SELECT pg_stat_force_next_flush();
ANALYZE;
SET enable_seqscan = off;
SELECT count(*) FROM public.bookings WHERE day = 7;
