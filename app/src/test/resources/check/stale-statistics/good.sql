-- Analyzed, changed since by less than autovacuum waits for twice; a small table nobody analyzed.
CREATE TABLE public.payments (id int PRIMARY KEY, status text);
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(1, 20000) AS n;
CREATE TABLE public.flags (id int PRIMARY KEY);
INSERT INTO public.flags SELECT n FROM generate_series(1, 500) AS n;
SELECT pg_stat_force_next_flush();
ANALYZE public.payments;
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(20001, 23500) AS n;
