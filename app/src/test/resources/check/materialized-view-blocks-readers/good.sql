CREATE MATERIALIZED VIEW number AS SELECT i AS n, i / 2 AS half FROM generate_series(1, 12000) AS i;
CREATE UNIQUE INDEX ON number (n);
ANALYZE number;
CREATE MATERIALIZED VIEW few AS SELECT i AS n FROM generate_series(1, 100) AS i;
