-- Switched off for a load years ago, and never on again; a partition counts for itself.
CREATE TABLE public.payments (id int PRIMARY KEY, status text) WITH (autovacuum_enabled = false, fillfactor = 90);
CREATE TABLE public.visits (day date PRIMARY KEY) PARTITION BY RANGE (day);
CREATE TABLE public.visits_2001 PARTITION OF public.visits FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')
  WITH (autovacuum_enabled = 'off');
