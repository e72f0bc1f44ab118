-- REPAIR: The planner sees the rows as they are
ANALYZE "public"."note"; -- SHARE UPDATE EXCLUSIVE
-- undo
