CREATE TABLE sale (id int PRIMARY KEY, amount int NOT NULL);
-- Filled, with nothing in it.
CREATE MATERIALIZED VIEW large AS SELECT id FROM sale WHERE amount > 100;
