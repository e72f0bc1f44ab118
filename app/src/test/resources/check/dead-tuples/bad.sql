-- Half of the rows were deleted; autovacuum waits for more, by the table's own settings.
CREATE TABLE public.payments (id int PRIMARY KEY, status text) WITH (autovacuum_vacuum_threshold = 100000);
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(1, 4000) AS n;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) public.payments;
DELETE FROM public.payments WHERE id % 4 = 0;
