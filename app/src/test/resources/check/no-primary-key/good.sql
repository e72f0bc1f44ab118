-- Keys of tables and of partitioned tables; temporary tables need none.
CREATE TABLE public.events (id int PRIMARY KEY, payload jsonb);
CREATE TABLE public.visits (day date, page text, PRIMARY KEY (day, page)) PARTITION BY RANGE (day);
CREATE TABLE public.visits_2001 PARTITION OF public.visits FOR VALUES FROM ('2001-01-01') TO ('2002-01-01');
CREATE TEMPORARY TABLE scratch (a int);
