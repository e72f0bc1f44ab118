-- The index has both columns of the key, but one of them only second: deletes of a shop read all orders.
CREATE TABLE public.shops (country text, number int, PRIMARY KEY (country, number));
CREATE TABLE public.orders (
  id int PRIMARY KEY,
  shop_country text NOT NULL,
  shop_number int NOT NULL,
  status text NOT NULL,
  FOREIGN KEY (shop_country, shop_number) REFERENCES public.shops ON DELETE CASCADE
);
CREATE INDEX orders_by_country ON public.orders (shop_country, status, shop_number);
-- Finds no row that is not paid.
CREATE INDEX orders_unpaid ON public.orders (shop_country, shop_number) WHERE status = 'new';
CREATE INDEX orders_brin ON public.orders USING brin (shop_country, shop_number);
INSERT INTO public.shops SELECT 'CO', n FROM generate_series(1, 20) AS n;
INSERT INTO public.orders SELECT n, 'CO', 1 + n % 20, 'paid' FROM generate_series(1, 12000) AS n;
SELECT pg_stat_force_next_flush();
ANALYZE;
