-- REPAIR: Autovacuum comes to public.event when a fiftieth of its rows died
ALTER TABLE "public"."event" SET ("autovacuum_vacuum_scale_factor" = '0.02'); -- SHARE UPDATE EXCLUSIVE
-- undo
ALTER TABLE "public"."event" RESET ("autovacuum_vacuum_scale_factor"); -- SHARE UPDATE EXCLUSIVE
