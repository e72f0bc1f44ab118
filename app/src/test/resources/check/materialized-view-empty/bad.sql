CREATE TABLE sale (id int PRIMARY KEY, amount int NOT NULL);
CREATE MATERIALIZED VIEW total AS SELECT sum(amount) AS amount FROM sale WITH NO DATA;
