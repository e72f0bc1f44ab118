-- One of two takes nearly all of the time, fast as it is each time.
SELECT pg_sleep(0.02);
SELECT pg_sleep(0.02);
SELECT pg_sleep(0.02);
SELECT pg_sleep(0.02);
SELECT pg_sleep(0.02);
SELECT 1;
SELECT 2;
SELECT 3;
SELECT 4;
SELECT 5;
