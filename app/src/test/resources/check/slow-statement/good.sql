-- Slow, but run once; maintenance, whatever it takes; and one that is fast.
SELECT pg_sleep(0.03);
DO $$ BEGIN PERFORM pg_sleep(0.03); END $$;
DO $$ BEGIN PERFORM pg_sleep(0.03); END $$;
SELECT 1;
SELECT 2;
SELECT 3;
