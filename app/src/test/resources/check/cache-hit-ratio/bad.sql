-- Read again and again through a ring of a few buffers, since it is larger than a quarter of shared buffers.
CREATE TABLE public.archive (id int PRIMARY KEY, line text) WITH (fillfactor = 10);
ALTER TABLE public.archive ALTER line SET STORAGE PLAIN;
INSERT INTO public.archive SELECT n, repeat('x', 700) FROM generate_series(1, 6000) AS n;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) public.archive;
SET enable_indexscan = off;
SELECT count(*) FROM public.archive;
SELECT count(*) FROM public.archive;
SELECT count(*) FROM public.archive;
SELECT count(*) FROM public.archive;
