-- REPAIR: Index-only scans of public.reading need not look into the table
VACUUM (ANALYZE) "public"."reading"; -- SHARE UPDATE EXCLUSIVE
-- undo
