CREATE MATERIALIZED VIEW number AS SELECT i AS n, i / 2 AS half FROM generate_series(1, 12000) AS i;
-- Unique, but with a condition.
CREATE UNIQUE INDEX ON number (n) WHERE n > 0;
ANALYZE number;
