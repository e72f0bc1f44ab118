-- Many dead rows, but few for this table; and a small table where most are dead.
CREATE TABLE public.payments (id int PRIMARY KEY, status text);
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(1, 20000) AS n;
CREATE TABLE public.flags (id int PRIMARY KEY, on_since timestamptz);
INSERT INTO public.flags SELECT n, now() FROM generate_series(1, 500) AS n;
SELECT pg_stat_force_next_flush();
VACUUM (ANALYZE) public.payments, public.flags;
DELETE FROM public.payments WHERE id <= 1500;
DELETE FROM public.flags WHERE id > 10;
