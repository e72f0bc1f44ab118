CREATE TABLE note (id bigint PRIMARY KEY);
DO $$
BEGIN
  EXECUTE format('CREATE SUBSCRIPTION notes CONNECTION %L PUBLICATION notes WITH (connect = false, slot_name = NONE)',
    current_setting('pgwright.connection'));
END $$;
