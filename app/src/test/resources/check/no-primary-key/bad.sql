-- A plain table, one whose unique index could become the key, and a partitioned one, named once for its partitions.
CREATE TABLE public.events (payload jsonb);
CREATE TABLE public.codes (code text NOT NULL);
CREATE UNIQUE INDEX codes_code ON public.codes (code);
CREATE TABLE public.visits (day date, page text) PARTITION BY RANGE (day);
CREATE TABLE public.visits_2001 PARTITION OF public.visits FOR VALUES FROM ('2001-01-01') TO ('2002-01-01');
CREATE TABLE public.visits_2002 PARTITION OF public.visits FOR VALUES FROM ('2002-01-01') TO ('2003-01-01');
