-- All in memory.
CREATE TABLE public.orders (id int PRIMARY KEY, status text);
INSERT INTO public.orders SELECT n, 'new' FROM generate_series(1, 20000) AS n;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) public.orders;
SELECT count(*) FROM public.orders AS a JOIN public.orders AS b USING (id);
