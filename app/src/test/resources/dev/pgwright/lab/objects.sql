-- Every name that an entry of expected.json may have.
SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
UNION ALL
SELECT n.nspname || '.' || c.relname || '.' || k.conname
FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
UNION ALL
SELECT schemaname || '.' || tablename || '.' || policyname FROM pg_policies
UNION ALL
SELECT name FROM pg_settings
