-- Indexes for postgresql://app@db.example:5432/shop, advised by pgwright on 2026-03-04 12:00 UTC.
-- By the planner's estimates they bring the cost of the workload to 4.9 % of what it is. Nothing was
-- measured: see what they bring, and take back what does not help.
--
-- Each statement runs on its own, outside of a transaction; reads and writes go on meanwhile. One that
-- fails leaves an invalid index of its name behind: drop that, then run the statement again.
-- The Supabase CLI runs CREATE INDEX CONCURRENTLY outside of its transaction since version 2.109, and
-- DROP INDEX CONCURRENTLY only since later ones. With an older one run the statements with psql, then:
-- supabase migration repair --status applied VERSION

-- orders (customer_id, created_at DESC) INCLUDE (total): 14 MiB; for customer-order-history,
-- order-page, refunds, nightly-report
CREATE INDEX CONCURRENTLY "orders_customer_id_created_at_desc_80f33cd8_idx" ON "public"."orders" USING btree ("customer_id", "created_at" DESC) INCLUDE ("total");

-- orders (created_at) WHERE (status = 'open') AND (deleted_at IS NULL): 40 KiB; for open-orders
CREATE INDEX CONCURRENTLY "orders_created_at_b268c578_idx" ON "public"."orders" USING btree ("created_at") WHERE (status = 'open') AND (deleted_at IS NULL);

-- sales."OrderLines" gin ("Tags" jsonb_path_ops): 2.2 MiB; for search
CREATE INDEX CONCURRENTLY "OrderLines_Tagsjsonb_path_ops_a00647f_idx" ON "sales"."OrderLines" USING gin ("Tags" jsonb_path_ops);

-- Superfluous then: the new index orders_customer_id_created_at_desc_80f33cd8_idx begins with the same
-- keys.
DROP INDEX CONCURRENTLY IF EXISTS "public"."idx_orders_customer";

-- To take it back:
-- CREATE INDEX CONCURRENTLY idx ON public.orders USING btree (customer_id);
-- DROP INDEX CONCURRENTLY IF EXISTS "sales"."OrderLines_Tagsjsonb_path_ops_a00647f_idx";
-- DROP INDEX CONCURRENTLY IF EXISTS "public"."orders_created_at_b268c578_idx";
-- DROP INDEX CONCURRENTLY IF EXISTS "public"."orders_customer_id_created_at_desc_80f33cd8_idx";
