-- REPAIR: The space of dead rows becomes free for new ones
VACUUM (ANALYZE) "public"."payments"; -- SHARE UPDATE EXCLUSIVE
-- undo
