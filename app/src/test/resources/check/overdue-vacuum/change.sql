-- REPAIR: What autovacuum did not get to is done now
VACUUM (ANALYZE) "public"."queue"; -- SHARE UPDATE EXCLUSIVE
-- undo
