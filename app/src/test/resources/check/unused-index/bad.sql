-- Written for a search that was never built.
CREATE TABLE public.bookings (id int PRIMARY KEY, address text);
INSERT INTO public.bookings SELECT n, 'street ' || n FROM generate_series(1, 2000) AS n;
CREATE INDEX idx_bookings_address ON public.bookings (address);
SELECT pg_stat_force_next_flush();
ANALYZE;
