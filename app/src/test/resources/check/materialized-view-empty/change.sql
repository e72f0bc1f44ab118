-- REPAIR: public.total can be read
REFRESH MATERIALIZED VIEW "public"."total"; -- ACCESS EXCLUSIVE
-- undo
