-- Due soon, or not looked after on purpose elsewhere.
CREATE TABLE public.queue (id int PRIMARY KEY, status text)
  WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);
INSERT INTO public.queue SELECT n, 'new' FROM generate_series(1, 20000) AS n;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) public.queue;
DELETE FROM public.queue WHERE id <= 1500;
