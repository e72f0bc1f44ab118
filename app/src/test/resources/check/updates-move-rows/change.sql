-- REPAIR: Updates of public.parcel find room in the row's own page
ALTER TABLE "public"."parcel" SET ("fillfactor" = '85'); -- SHARE UPDATE EXCLUSIVE
-- undo
ALTER TABLE "public"."parcel" RESET ("fillfactor"); -- SHARE UPDATE EXCLUSIVE
