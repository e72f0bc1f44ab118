-- INDEX: Rows of public.orders are found by their foreign key orders_shop_country_shop_number_fkey without reading the whole table
CREATE INDEX CONCURRENTLY "orders_shop_country_shop_number_idx" ON "public"."orders" USING btree ("shop_country", "shop_number"); -- SHARE UPDATE EXCLUSIVE
-- undo
DROP INDEX CONCURRENTLY IF EXISTS "public"."orders_shop_country_shop_number_idx"; -- SHARE UPDATE EXCLUSIVE
