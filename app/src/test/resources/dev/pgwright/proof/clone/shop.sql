CREATE ROLE shop_app;
CREATE ROLE shop_reader LOGIN PASSWORD 'reader';
GRANT shop_app TO shop_reader;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE SCHEMA sales;

CREATE TABLE customer (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    moods mood[] NOT NULL DEFAULT '{ok}',
    upper_name text GENERATED ALWAYS AS (upper(name)) STORED,
    mentor integer REFERENCES customer
);
CREATE TABLE sales."Orders" (
    id bigint PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer,
    placed timestamptz NOT NULL,
    total numeric(12, 2) NOT NULL,
    note text
);
CREATE INDEX orders_customer ON sales."Orders" (customer_id);
CREATE TABLE line (
    order_id bigint NOT NULL REFERENCES sales."Orders",
    number integer NOT NULL,
    amount double precision NOT NULL,
    PRIMARY KEY (order_id, number)
);
CREATE TABLE event (id serial PRIMARY KEY, at timestamptz NOT NULL, kind text NOT NULL, payload text NOT NULL);
CREATE TABLE visit (day date NOT NULL, page text NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visit_old PARTITION OF visit FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
CREATE TABLE visit_new PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
CREATE MATERIALIZED VIEW busy AS SELECT 1 AS customer_id, 2::bigint AS orders;
CREATE TABLE audit (what text NOT NULL);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.audit VALUES (TG_OP); RETURN NEW; END';
CREATE TRIGGER noted AFTER INSERT ON customer FOR EACH ROW EXECUTE FUNCTION noted();
ALTER TABLE customer DISABLE TRIGGER noted;

INSERT INTO customer (name, moods, mentor)
SELECT 'customer ' || i, ARRAY['sad', 'happy']::mood[], CASE WHEN i > 10 THEN (i * 7919) % (i - 1) + 1 END
FROM generate_series(1, 60000) AS i;
ALTER TABLE customer ENABLE TRIGGER noted;
-- every fifth order is customer 7's: a hot key
INSERT INTO sales."Orders"
SELECT i, CASE WHEN i % 5 = 0 THEN 7 ELSE (i * 7919) % 20000 + 1 END,
    '2026-01-01'::timestamptz + i * interval '1 minute', (i % 1000) / 7.0, repeat('x', 60)
FROM generate_series(1, 60000) AS i;
INSERT INTO line SELECT i % 60000 + 1, i / 60000, i / 3.0 FROM generate_series(0, 179999) AS i;
-- 'refund' is among the oldest only, and rows do not lie in the order of time
INSERT INTO event (at, kind, payload)
SELECT '2020-01-01'::timestamptz + n * interval '1 minute',
    CASE WHEN n < 4000 AND n % 2 = 0 THEN 'refund' ELSE 'sale' END, repeat('y', 150)
FROM (SELECT (i::bigint * 7919) % 400000 AS n FROM generate_series(1, 400000) AS i) AS shuffled;
INSERT INTO visit SELECT '2025-12-01'::date + i % 60, 'page ' || i FROM generate_series(1, 2000) AS i;
REFRESH MATERIALIZED VIEW busy;

GRANT USAGE ON SCHEMA sales TO shop_app, shop_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public, sales TO shop_reader;
GRANT SELECT, INSERT, UPDATE ON customer, sales."Orders" TO shop_app;
ALTER TABLE sales."Orders" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON sales."Orders" TO shop_app
    USING (customer_id = (current_setting('request.jwt.claims')::json ->> 'sub')::integer);
