-- Open to everybody, open to who is logged in, and a partitioned table, named once for its partitions.
CREATE TABLE public.payouts (id int PRIMARY KEY, bank_account text);
CREATE TABLE public.messages (id int PRIMARY KEY, body text);
CREATE TABLE public.visits (day date PRIMARY KEY) PARTITION BY RANGE (day);
CREATE TABLE public.visits_2001 PARTITION OF public.visits FOR VALUES FROM ('2001-01-01') TO ('2002-01-01');
CREATE TABLE public.logs (day date PRIMARY KEY) PARTITION BY RANGE (day);
CREATE TABLE public.logs_2001 PARTITION OF public.logs FOR VALUES FROM ('2001-01-01') TO ('2002-01-01');
ALTER TABLE public.logs ENABLE ROW LEVEL SECURITY;
GRANT ALL ON public.payouts, public.visits, public.visits_2001 TO anon, authenticated;
GRANT SELECT ON public.messages TO authenticated;
-- The policies of its parent do not guard it.
GRANT SELECT ON public.logs, public.logs_2001 TO PUBLIC;
