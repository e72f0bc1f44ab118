-- REPAIR: Index event_pkey is as small as its entries
REINDEX INDEX CONCURRENTLY "public"."event_pkey"; -- SHARE UPDATE EXCLUSIVE
-- undo
