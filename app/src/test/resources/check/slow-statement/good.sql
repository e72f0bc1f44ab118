-- Slow, but not called often enough to be a workload; maintenance; and one that is fast.
SELECT pg_sleep(0.03);
SELECT pg_sleep(0.03);
DO $$ BEGIN PERFORM pg_sleep(0.03); END $$;
DO $$ BEGIN PERFORM pg_sleep(0.03); END $$;
DO $$ BEGIN PERFORM pg_sleep(0.03); END $$;
DO $$ BEGIN PERFORM pg_sleep(0.03); END $$;
DO $$ BEGIN PERFORM pg_sleep(0.03); END $$;
SELECT 1;
SELECT 2;
SELECT 3;
SELECT 4;
SELECT 5;
