-- A statement that waits 30 ms each time; the examples take 20 ms for slow.
SELECT pg_sleep(0.03);
SELECT pg_sleep(0.03);
SELECT pg_sleep(0.03);
SELECT pg_sleep(0.03);
SELECT pg_sleep(0.03);
