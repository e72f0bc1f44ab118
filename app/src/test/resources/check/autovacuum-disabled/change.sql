-- REPAIR: Autovacuum looks after public.payments again
ALTER TABLE "public"."payments" RESET ("autovacuum_enabled"); -- SHARE UPDATE EXCLUSIVE
VACUUM (ANALYZE) "public"."payments"; -- SHARE UPDATE EXCLUSIVE
-- undo
ALTER TABLE "public"."payments" SET ("autovacuum_enabled" = 'false'); -- SHARE UPDATE EXCLUSIVE

-- REPAIR: Autovacuum looks after public.visits_2001 again
ALTER TABLE "public"."visits_2001" RESET ("autovacuum_enabled"); -- SHARE UPDATE EXCLUSIVE
VACUUM (ANALYZE) "public"."visits_2001"; -- SHARE UPDATE EXCLUSIVE
-- undo
ALTER TABLE "public"."visits_2001" SET ("autovacuum_enabled" = 'off'); -- SHARE UPDATE EXCLUSIVE
