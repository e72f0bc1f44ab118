SELECT setseed(0.25);
CREATE TYPE size AS ENUM ('small', 'medium', 'large');

CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO customer SELECT g, 'Customer ' || md5(g::text) FROM generate_series(1, 20000) AS g;

-- Narrow, unique, duplicated, skewed and nullable keys.
CREATE TABLE narrow AS
SELECT
    g AS id,
    (g % 2000)::smallint AS even,
    (20000 * power(random(), 3))::int AS skewed,
    (g / 4)::bigint AS run,
    CASE WHEN random() < 0.6 THEN NULL ELSE (random() * 100000)::int END AS sparse,
    random() < 0.02 AS flag,
    (ARRAY['small', 'medium', 'large'])[1 + floor(random() * 3)]::size AS size,
    timestamptz '2024-01-01' + g * interval '1 minute' AS at,
    round((random() * 500)::numeric, 2) AS price,
    random() AS ratio,
    gen_random_uuid() AS token
FROM generate_series(1, 80000) AS g;

-- Texts of all lengths, and what is found inside of values.
CREATE TABLE wide AS
SELECT
    1 + (random() * 19999)::int AS customer_id,
    repeat(md5(g::text), 2 + (random() * 4)::int) AS body,
    CASE WHEN random() < 0.8 THEN 'paid' WHEN random() < 0.9 THEN 'open' ELSE 'cancelled' END AS status,
    'U' || substr(md5((g % 9000)::text), 1, 2 + g % 17) AS word,
    CASE WHEN random() < 0.3 THEN NULL ELSE lpad((random() * 400)::int::text, 5, '0')::char(8) END AS code,
    ARRAY(SELECT 'tag' || (random() * 300)::int FROM generate_series(1, 1 + g % 3)) AS tags,
    jsonb_build_object('kind', 'k' || (g % 12), 'weight', (random() * 50)::int) AS document
FROM generate_series(1, 60000) AS g;
ALTER TABLE wide ADD FOREIGN KEY (customer_id) REFERENCES customer;

-- Columns that go together, by a key elsewhere and by extended statistics.
CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b));
INSERT INTO pair SELECT g, (g * 17) % 4999 FROM generate_series(1, 9000) AS g;
CREATE TABLE pairs AS
SELECT g AS id, x AS a, (x * 17) % 4999 AS b, x % 700 AS c, (x % 700) * 3 AS d
FROM (SELECT g, 1 + (random() * 8999)::int AS x FROM generate_series(1, 70000) AS g OFFSET 0) AS s;
ALTER TABLE pairs ADD FOREIGN KEY (a, b) REFERENCES pair;
CREATE STATISTICS pairs_c_d (ndistinct) ON c, d FROM pairs;

-- Documents with a field of many values that come again, which a hundred of them in the statistics do not show.
CREATE TABLE papers AS
SELECT
    jsonb_build_object('kind', 'k' || g % 5, 'ref', md5((g % 900)::text), 'tags', ARRAY[g % 40, g % 7]) AS document,
    to_tsvector('simple', 'w' || (g * 7919) % 1500 || ' v' || g % 60 || ' all') AS words
FROM generate_series(1, 25000) AS g;

-- Imported pairs that come once, then pairs that come again and again; then rounds that repeat far apart.
CREATE TABLE halves AS
SELECT
    CASE WHEN g <= 150000 THEN g % 1000 ELSE h.pair % 1000 END AS client,
    CASE WHEN g <= 150000 THEN g / 150 ELSE (h.pair / 1000 * 200 + h.pair * 617) % 1000 END AS product,
    CASE WHEN g <= 150000 THEN 'import' ELSE 'shop' END AS origin,
    CASE WHEN g % 3 = 0 THEN NULL ELSE g END AS note
FROM (SELECT g, floor(random() * 5000)::int AS pair FROM generate_series(1, 300000) AS g OFFSET 0) AS h;
CREATE TABLE rounds AS
SELECT g / 12000 AS day, g % 3000 AS meter, g % 13 AS reader FROM generate_series(1, 300000) AS g;

ANALYZE;
