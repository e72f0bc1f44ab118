CREATE EXTENSION pageinspect;
CREATE EXTENSION pg_trgm;
CREATE TABLE customers (
    id bigint PRIMARY KEY, email text NOT NULL, region text, created_at timestamptz NOT NULL, vip boolean NOT NULL,
    area int4range, place point);
CREATE TABLE orders (
    id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), status text NOT NULL,
    amount numeric(12, 2) NOT NULL, created_at timestamptz NOT NULL, note text);
CREATE TABLE docs (
    id integer PRIMARY KEY, body jsonb NOT NULL, tags text[] NOT NULL, words tsvector NOT NULL, title text NOT NULL);
CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL, kind integer NOT NULL, payload text)
    PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2026-02-01 00:00+00');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01 00:00+00') TO ('2026-03-01 00:00+00');
CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM ('2026-03-01 00:00+00') TO ('2026-04-01 00:00+00');
SELECT setseed(0.42);
INSERT INTO customers
SELECT g, 'user' || g || '@' || (ARRAY['a.com', 'b.org', 'c.net'])[1 + g % 3],
       (ARRAY['eu', 'us', 'apac', 'latam', NULL])[1 + (random() ^ 2 * 4.99)::int],
       timestamptz '2023-01-01' + g * interval '5 minutes', g % 50 = 0,
       int4range(g, g + 1 + (random() * 100)::int), point(random() * 100, random() * 100)
FROM generate_series(1, 50000) AS g;
INSERT INTO orders
SELECT g, 1 + floor(50000 * random() ^ 2)::bigint,
       (ARRAY['paid', 'paid', 'paid', 'paid', 'shipped', 'shipped', 'pending', 'cancelled'])[
           1 + floor(random() * 8)::int],
       (random() * 500)::numeric(12, 2),
       timestamptz '2024-01-01' + g * interval '3 minutes' + random() * interval '2 hours',
       md5(g::text)
FROM generate_series(1, 300000) AS g;
INSERT INTO docs
SELECT g, jsonb_build_object('c', g % 100, 's', (ARRAY['x', 'y', 'z'])[1 + g % 3], 'deep', jsonb_build_object('n', g)),
       ARRAY['t' || g % 50, 't' || g % 7, 't' || g % 300],
       to_tsvector('simple', 'word' || g % 20 || ' term' || g % 500 || ' item' || g),
       'Title number ' || md5(g::text)
FROM generate_series(1, 30000) AS g;
INSERT INTO events
SELECT g, timestamptz '2026-01-01 00:00+00' + (random() * 89.9) * interval '1 day', floor(20 * random() ^ 3)::int,
       md5(g::text)
FROM generate_series(1, 150000) AS g;
CREATE UNIQUE INDEX customers_email ON customers (email);
CREATE INDEX orders_created ON orders (created_at);
VACUUM ANALYZE;
