-- REPAIR: The server counts what each statement costs
CREATE EXTENSION "pg_stat_statements"; -- none
-- undo
DROP EXTENSION IF EXISTS "pg_stat_statements"; -- none
