-- Loaded into the server, but not installed in this database.
DROP EXTENSION pg_stat_statements;
