-- What came with 15 and 16.
CREATE TABLE loose (a int);
CREATE UNIQUE INDEX loose_a ON loose (a) NULLS NOT DISTINCT;
CREATE VIEW careful WITH (security_invoker = true) AS SELECT 1 AS one;
CREATE PUBLICATION part FOR TABLE parent (id, "Name") WHERE (id > 5);
CREATE PUBLICATION schemas FOR TABLES IN SCHEMA "Mixed Case";
