-- Idle, as the sessions of a pool are.
BEGIN;
SELECT 1;
COMMIT;
