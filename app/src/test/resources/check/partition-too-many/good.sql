-- Four partitions, the examples' limit.
CREATE TABLE public.stock (place integer, item integer, PRIMARY KEY (place, item)) PARTITION BY LIST (place);
CREATE TABLE public.stock_1 PARTITION OF public.stock FOR VALUES IN (1);
CREATE TABLE public.stock_2 PARTITION OF public.stock FOR VALUES IN (2);
CREATE TABLE public.stock_3 PARTITION OF public.stock FOR VALUES IN (3);
CREATE TABLE public.stock_4 PARTITION OF public.stock FOR VALUES IN (4);
