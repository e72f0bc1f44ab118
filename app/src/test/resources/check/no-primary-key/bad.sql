-- A plain table, one whose unique index could become the key, and a partitioned one, named once for its partitions.
CREATE TABLE public.events (payload jsonb);
CREATE TABLE public.codes (code text NOT NULL);
CREATE UNIQUE INDEX codes_code ON public.codes (code);
CREATE TABLE public.visits (day date, page text) PARTITION BY RANGE (day);
CREATE TABLE public.visits_2025 PARTITION OF public.visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE public.visits_2026 PARTITION OF public.visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
