CREATE TABLE payment (id bigint PRIMARY KEY);
CREATE TEMPORARY TABLE counter (n int PRIMARY KEY);
DO $$
BEGIN
  FOR i IN 1..900 LOOP
    BEGIN
      INSERT INTO counter VALUES (i);
    EXCEPTION WHEN unique_violation THEN
      NULL;
    END;
  END LOOP;
END $$;
-- As old as it may be, but young.
BEGIN;
INSERT INTO payment VALUES (1);
PREPARE TRANSACTION 'payment 20';
