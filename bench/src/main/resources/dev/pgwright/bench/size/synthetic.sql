SELECT setseed(0.5);
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN amount AS numeric(12, 2);

-- Orders of customers: keys, skew, dates, prices.
CREATE TABLE orders AS
SELECT
    g AS id,
    (1 + 50000 * power(random(), 2))::int AS customer_id,
    (1 + floor(random() * 20000))::bigint AS product_id,
    CASE WHEN random() < 0.8 THEN 'delivered' WHEN random() < 0.7 THEN 'shipped' ELSE 'pending' END AS status,
    timestamptz '2023-01-01' + g * interval '1 minute' AS created_at,
    (date '2023-01-01' + (random() * 700)::int) AS due,
    round((random() * 1000)::numeric, 2)::amount AS total,
    random() AS score,
    (ARRAY['sad', 'ok', 'happy'])[1 + floor(random() * 3)]::mood AS mood,
    CASE WHEN random() < 0.3 THEN NULL ELSE (random() * 1000)::int END AS coupon,
    CASE WHEN random() < 0.9 THEN NULL ELSE now() - random() * interval '300 days' END AS deleted_at,
    random() < 0.1 AS flagged,
    gen_random_uuid() AS token,
    ('{"k": ' || (random() * 50)::int || ', "tag": "t' || (random() * 300)::int || '"}')::jsonb AS attributes
FROM generate_series(1, 300000) AS g;

-- Lines of documents: runs of equal keys, natural texts of varied length.
CREATE TABLE lines AS
SELECT
    (g / 5)::int AS document_id,
    (g % 5)::smallint AS line_no,
    repeat(md5(g::text), 1 + (random() * 3)::int) AS long_text,
    substr(md5(random()::text), 1, 3 + (random() * 12)::int) AS word,
    'user' || (random() * 80000)::int || '@example.com' AS email,
    chr(65 + (random() * 25)::int)::char(1) AS letter,
    lpad((random() * 999)::int::text, 6, '0')::char(6) AS code,
    (random() * 1e9)::numeric AS big,
    ARRAY(SELECT (random() * 500)::int + 0 * g FROM generate_series(1, (g % 4) + 1)) AS numbers,
    ARRAY['a' || (random() * 40)::int, 'b' || (random() * 2000)::int] AS labels,
    to_tsvector('simple', md5((g % 3000)::text) || ' w' || (random() * 100)::int || ' common') AS search
FROM generate_series(1, 200000) AS g;

-- Events: Zipf-distributed names, physically clustered sessions, ranges, points.
CREATE TABLE events AS
SELECT
    g AS id,
    floor(exp(random() * ln(20000)))::int AS zipf,
    'page/' || floor(exp(random() * ln(5000)))::int AS page,
    (g / 3)::bigint AS session_id,
    md5((g / 7)::text)::uuid AS visit,
    ('10.' || (random() * 20)::int || '.' || (random() * 250)::int || '.' || (random() * 250)::int)::inet AS address,
    (g / 100)::int AS minute,
    int4range((random() * 10000)::int, 10001 + (random() * 1000)::int) AS span,
    point(random() * 100, random() * 100) AS place,
    (random() * 100)::real AS ratio,
    (timestamp '2024-01-01' + (random() * 30)::int * interval '1 day') AS at,
    md5(random()::text)::bytea AS digest
FROM generate_series(1, 400000) AS g;

-- A small one with keys and references.
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, country char(2), vip boolean);
INSERT INTO customers
SELECT g, initcap(substr(md5(g::text), 1, 4 + g % 9)) || ' ' || initcap(substr(md5((g / 3)::text), 5, 6)),
    (ARRAY['DE', 'US', 'GB', 'FR'])[1 + floor(power(random(), 3) * 4)], g % 20 = 0
FROM generate_series(1, 50001) AS g;

-- Pairs that a key elsewhere bounds.
CREATE TABLE offers (product_id int, shop_id int, PRIMARY KEY (product_id, shop_id));
INSERT INTO offers SELECT p, (p * 7 + s * 13) % 997 FROM generate_series(1, 20000) AS p, generate_series(1, 4) AS s;
CREATE TABLE sales AS
SELECT id, product_id, (product_id * 7 + (1 + id % 4) * 13) % 997 AS shop_id, (random() * 9)::int AS quantity
FROM (
    SELECT g AS id, 1 + (random() * 19999)::int AS product_id FROM generate_series(1, 350000) AS g OFFSET 0
) AS s;
ALTER TABLE sales ADD FOREIGN KEY (product_id, shop_id) REFERENCES offers;

ANALYZE;
