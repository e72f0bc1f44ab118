-- The session that ran this stays as it is.
SET application_name = 'shop worker';
BEGIN;
SELECT 1;
