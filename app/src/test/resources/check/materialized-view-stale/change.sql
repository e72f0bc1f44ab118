-- REPAIR: public.total shows what its tables hold now
REFRESH MATERIALIZED VIEW "public"."total"; -- ACCESS EXCLUSIVE
-- undo
