-- INDEX: The rows that policy "parties" lets through are found by an index
CREATE INDEX CONCURRENTLY "bookings_customer_id_idx" ON "public"."bookings" USING btree ("customer_id"); -- SHARE UPDATE EXCLUSIVE
CREATE INDEX CONCURRENTLY "bookings_professional_id_idx" ON "public"."bookings" USING btree ("professional_id"); -- SHARE UPDATE EXCLUSIVE
-- undo
DROP INDEX CONCURRENTLY IF EXISTS "public"."bookings_professional_id_idx"; -- SHARE UPDATE EXCLUSIVE
DROP INDEX CONCURRENTLY IF EXISTS "public"."bookings_customer_id_idx"; -- SHARE UPDATE EXCLUSIVE

-- INDEX: The rows that policy "clients" lets through are found by an index
CREATE INDEX CONCURRENTLY "invoices_client_id_idx" ON "public"."invoices" USING btree ("client_id"); -- SHARE UPDATE EXCLUSIVE
-- undo
DROP INDEX CONCURRENTLY IF EXISTS "public"."invoices_client_id_idx"; -- SHARE UPDATE EXCLUSIVE
