CREATE TEMPORARY TABLE counter (n int PRIMARY KEY);
-- Every block with an EXCEPTION clause that writes takes a transaction ID.
DO $$
BEGIN
  FOR i IN 1..12000 LOOP
    BEGIN
      INSERT INTO counter VALUES (i % 100);
      DELETE FROM counter WHERE n = i % 100;
    EXCEPTION WHEN unique_violation THEN
      NULL;
    END;
  END LOOP;
END $$;
