-- Six partitions on two levels; the examples take more than four for many.
CREATE TABLE public.stock (place integer, item integer, PRIMARY KEY (place, item)) PARTITION BY LIST (place);
CREATE TABLE public.stock_1 PARTITION OF public.stock FOR VALUES IN (1) PARTITION BY HASH (item);
CREATE TABLE public.stock_1_0 PARTITION OF public.stock_1 FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE public.stock_1_1 PARTITION OF public.stock_1 FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE public.stock_1_2 PARTITION OF public.stock_1 FOR VALUES WITH (MODULUS 3, REMAINDER 2);
CREATE TABLE public.stock_2 PARTITION OF public.stock FOR VALUES IN (2);
CREATE TABLE public.stock_3 PARTITION OF public.stock FOR VALUES IN (3);
CREATE TABLE public.stock_4 PARTITION OF public.stock FOR VALUES IN (4);
