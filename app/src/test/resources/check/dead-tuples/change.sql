-- REPAIR: The planner sees the rows as they are
ANALYZE "public"."payments"; -- SHARE UPDATE EXCLUSIVE
-- undo

-- REPAIR: The space of dead rows becomes free for new ones
VACUUM (ANALYZE) "public"."payments"; -- SHARE UPDATE EXCLUSIVE
-- undo
