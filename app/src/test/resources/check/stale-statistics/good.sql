-- Analyzed, changed since by less than autovacuum waits for twice; a small table nobody analyzed; one whose
-- own threshold lets autovacuum be late, with a third of its rows new.
CREATE TABLE public.payments (id int PRIMARY KEY, status text);
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(1, 20000) AS n;
CREATE TABLE public.flags (id int PRIMARY KEY);
INSERT INTO public.flags SELECT n FROM generate_series(1, 500) AS n;
SELECT pg_stat_force_next_flush();
ANALYZE public.payments;
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(20001, 23500) AS n;
CREATE TABLE public.reviews (id int PRIMARY KEY, rating int) WITH (autovacuum_analyze_threshold = 100000000);
INSERT INTO public.reviews SELECT n, 5 FROM generate_series(1, 4000) AS n;
SELECT pg_stat_force_next_flush();
ANALYZE public.reviews;
INSERT INTO public.reviews SELECT n, 4 FROM generate_series(4001, 6000) AS n;
