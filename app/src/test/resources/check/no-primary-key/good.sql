-- Keys of tables and of partitioned tables; temporary tables need none.
CREATE TABLE public.events (id int PRIMARY KEY, payload jsonb);
CREATE TABLE public.visits (day date, page text, PRIMARY KEY (day, page)) PARTITION BY RANGE (day);
CREATE TABLE public.visits_2025 PARTITION OF public.visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TEMPORARY TABLE scratch (a int);
