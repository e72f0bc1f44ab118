-- Installed in a schema of its own.
DROP EXTENSION pg_stat_statements;
CREATE SCHEMA extensions;
CREATE EXTENSION pg_stat_statements SCHEMA extensions;
