CREATE TABLE tenant (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO tenant VALUES (1, 'a');
-- A lock of the transaction and a stronger one of a part of it make a group of two.
DO $$
BEGIN
  FOR i IN 1..400 LOOP
    PERFORM 1 FROM tenant WHERE id = 1 FOR KEY SHARE;
    BEGIN
      PERFORM 1 FROM tenant WHERE id = 1 FOR NO KEY UPDATE;
    EXCEPTION WHEN unique_violation THEN
      NULL;
    END;
    COMMIT;
  END LOOP;
END $$;
