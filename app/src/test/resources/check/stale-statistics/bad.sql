-- Never analyzed since it was loaded, and analyzed when it was small, in one case because the table asks for no more. An index build counts rows, not values.
CREATE TABLE public.notifications (id int PRIMARY KEY, kind text);
INSERT INTO public.notifications SELECT n, 'mail' FROM generate_series(1, 12000) AS n;
CREATE INDEX ON public.notifications (kind);
CREATE TABLE public.payments (id int PRIMARY KEY, status text);
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(1, 100) AS n;
SELECT pg_stat_force_next_flush();
ANALYZE public.payments;
INSERT INTO public.payments SELECT n, 'new' FROM generate_series(101, 5000) AS n;
CREATE TABLE public.events (id int PRIMARY KEY, kind text) WITH (autovacuum_analyze_threshold = 100000000);
INSERT INTO public.events SELECT n, 'new' FROM generate_series(1, 100) AS n;
SELECT pg_stat_force_next_flush();
ANALYZE public.events;
INSERT INTO public.events SELECT n, 'new' FROM generate_series(101, 5000) AS n;
