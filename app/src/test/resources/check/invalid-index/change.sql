-- REPAIR: No query uses an invalid index, while writes pay for it and it holds back the name
DROP INDEX CONCURRENTLY IF EXISTS "public"."idx_payments_invoice"; -- SHARE UPDATE EXCLUSIVE
-- undo
