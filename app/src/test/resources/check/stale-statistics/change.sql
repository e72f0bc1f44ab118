-- REPAIR: The planner sees the rows as they are
ANALYZE "public"."events"; -- SHARE UPDATE EXCLUSIVE
-- undo

-- REPAIR: The planner sees the rows as they are
ANALYZE "public"."notifications"; -- SHARE UPDATE EXCLUSIVE
-- undo

-- REPAIR: The planner sees the rows as they are
ANALYZE "public"."payments"; -- SHARE UPDATE EXCLUSIVE
-- undo
