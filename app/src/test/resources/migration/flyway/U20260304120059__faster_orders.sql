-- Takes back the migration of the same version. Each statement runs on its own, outside of a
-- transaction.
-- Set flyway.postgresql.transactional.lock=false: otherwise Flyway waits for the build, and the build
-- for Flyway's own lock, forever.

CREATE INDEX CONCURRENTLY idx ON public.orders USING btree (customer_id);

DROP INDEX CONCURRENTLY IF EXISTS "sales"."OrderLines_Tagsjsonb_path_ops_a00647f_idx";

DROP INDEX CONCURRENTLY IF EXISTS "public"."orders_created_at_b268c578_idx";

DROP INDEX CONCURRENTLY IF EXISTS "public"."orders_customer_id_created_at_desc_80f33cd8_idx";
