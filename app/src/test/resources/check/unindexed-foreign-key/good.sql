-- Found by an index in another order, by a longer one, by the primary key, and by each partition's own.
CREATE TABLE public.shops (country text, number int, PRIMARY KEY (country, number));
CREATE TABLE public.orders (
  id int PRIMARY KEY,
  shop_country text NOT NULL,
  shop_number int NOT NULL,
  status text NOT NULL,
  FOREIGN KEY (shop_country, shop_number) REFERENCES public.shops
);
CREATE INDEX orders_reversed ON public.orders (shop_number, shop_country, status);
CREATE TABLE public.lines (order_id int REFERENCES public.orders, number int, PRIMARY KEY (order_id, number));
CREATE TABLE public.notes (id int, order_id int REFERENCES public.orders, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE public.notes_1 PARTITION OF public.notes FOR VALUES FROM (1) TO (100);
CREATE TABLE public.notes_2 PARTITION OF public.notes FOR VALUES FROM (100) TO (200);
CREATE INDEX ON public.notes_1 (order_id);
CREATE INDEX ON public.notes_2 (order_id);
