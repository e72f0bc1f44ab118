-- Data that no estimate was ever fitted to: columns that go together, wide texts, identifiers, arrays, documents.
SELECT setseed(0.25);
CREATE TYPE stage AS ENUM ('new', 'open', 'held', 'done', 'void');

-- Readings of devices by time: a device has a site, a site a region; a firmware holds for a while.
CREATE TABLE readings AS
SELECT
    g AS id,
    timestamptz '2024-03-01' + g * interval '7 seconds' + (random() * 5) * interval '1 second' AS taken_at,
    d.device AS device_id,
    (d.device % 60)::smallint AS site_id,
    'region-' || (d.device % 60) / 10 AS region,
    '4.' || (g / 90000) || '.' || (d.device % 7) AS firmware,
    round((18 + 6 * sin(g / 4000.0) + random())::numeric, 1) AS celsius,
    round((18 + 6 * sin(g / 4000.0) + random())::numeric * 9 / 5 + 32, 1) AS fahrenheit,
    (random() * 4096)::real AS raw,
    (g % 97 = 0) AS faulty,
    CASE WHEN g % 97 = 0 THEN 'code ' || (g % 13) END AS fault,
    ('192.168.' || (d.device % 60) || '.' || (d.device / 60) % 250)::inet AS address
FROM generate_series(1, 350000) AS g
CROSS JOIN LATERAL (SELECT floor(900 * power(random(), 3) + 0 * g)::int AS device) AS d;

-- People: a postal code has a city, a city a state; addresses of mail are unique, names repeat.
CREATE TABLE people AS
SELECT
    gen_random_uuid() AS id,
    (g * 7919) % 160001 AS number,
    initcap(substr(md5((floor(exp(random() * ln(6000))))::text), 1, 4 + g % 7)) AS first_name,
    initcap(substr(md5((floor(exp(random() * ln(30000))) + 0.5)::text), 3, 5 + g % 9)) AS last_name,
    substr(md5(g::text), 1, 6 + g % 11) || '.' || g || '@mail' || g % 40 || '.example' AS email,
    lpad((z.zip)::text, 5, '0') AS zip,
    'City of ' || md5((z.zip / 8)::text) AS city,
    chr(65 + (z.zip / 800) % 26) || chr(65 + (z.zip / 200) % 4) AS state,
    CASE WHEN random() < 0.15 THEN NULL ELSE date '1940-01-01' + (random() * 22000)::int END AS born,
    CASE WHEN random() < 0.6 THEN NULL ELSE '+44 ' || (1e9 + random() * 8e9)::bigint END AS phone,
    CASE WHEN random() < 0.97 THEN NULL ELSE timestamptz '2024-01-01' + random() * interval '1 year' END AS removed_at,
    timestamptz '2021-01-01' + power(random(), 0.5) * interval '4 years' AS joined_at,
    ARRAY(SELECT 't' || floor(exp(random() * ln(900))) + 0 * g FROM generate_series(1, 1 + g % 5)) AS tags,
    jsonb_build_object('plan', (ARRAY['free', 'basic', 'pro'])[1 + g % 3], 'score', (random() * 1000)::int,
        'theme', 'th' || g % 12, 'ref', md5((g % 5000)::text)) AS profile
FROM generate_series(1, 160000) AS g
CROSS JOIN LATERAL (SELECT floor(9000 * power(random(), 2) + 0 * g)::int AS zip) AS z;

-- Clicks: sessions of a person lie together, a session has a browser and a language, most amounts are missing.
CREATE TABLE clicks AS
SELECT
    g AS id,
    md5('s' || (g / 11))::uuid AS session,
    (hashint4(g / 11) & 65535) % 40000 AS person,
    (ARRAY['view', 'view', 'view', 'cart', 'buy'])[1 + (hashint4(g) & 1023) % 5] AS kind,
    'agent/' || (hashint4(g / 11) & 4095) % 220 AS browser,
    (ARRAY['en', 'de', 'fr', 'ja', 'pt'])[1 + (hashint4(g / 11) & 4095) % 220 % 5] AS language,
    'https://shop.example/' || (ARRAY['item', 'search', 'help'])[1 + g % 3] || '/'
        || repeat(substr(md5((floor(exp(random() * ln(20000))))::text), 1, 9), 1 + g % 6) AS url,
    timestamp '2024-06-01' + (g / 11) * interval '9 seconds' + (g % 11) * interval '2 seconds' AS at,
    date '2024-06-01' + ((g / 11) * 9 / 86400)::int AS day,
    CASE WHEN random() < 0.9 THEN NULL ELSE round((random() * 300)::numeric, 2) END AS amount,
    CASE WHEN random() < 0.9 THEN NULL ELSE 'USD' END AS currency,
    (random() * 30)::smallint AS depth,
    ARRAY[(random() * 300)::int, (random() * 300)::int, g % 50] AS places
FROM generate_series(1, 420000) AS g;

-- Documents: wide texts, some of them compressed, versions of a paper, an editor for each folder.
CREATE TABLE documents AS
SELECT
    (g / 4) AS paper,
    (g % 4)::smallint AS version,
    'folder/' || (g / 400) || '/' || (g / 40) % 10 AS folder,
    'editor' || (g / 400) % 35 AS editor,
    left(md5(g::text) || ' ' || md5((g + 1)::text) || ' ' || md5((g + 2)::text), 20 + (random() * 75)::int) AS title,
    repeat('paragraph ' || g % 100 || ' ', 5 + (random() * 300)::int) AS body,
    to_tsvector('simple', 'w' || floor(exp(random() * ln(4000))) || ' w' || floor(exp(random() * ln(4000))) || ' v'
        || g % 60 || ' all') AS words,
    (ARRAY['new', 'open', 'held', 'done', 'done', 'done', 'done', 'void'])[1 + g % 8]::stage AS stage,
    daterange(date '2024-01-01' + (random() * 300)::int, date '2024-11-01' + (random() * 90)::int) AS valid,
    decode(md5((g / 2)::text), 'hex') AS digest,
    (g * 31) % 1000003 AS shelf
FROM generate_series(1, 60000) AS g;

-- Lines of invoices: a product has a category, a brand, a price; what is shipped follows what is ordered.
CREATE TABLE invoice_lines AS
SELECT
    (g / 6)::bigint AS invoice,
    (g % 6)::smallint AS line,
    p.product,
    p.product % 45 AS category,
    'brand #' || p.product % 360 AS brand,
    (5 + p.product % 400 + 0.99)::numeric(10, 2) AS price,
    (1 + floor(power(random(), 3) * 20))::smallint AS quantity,
    ((5 + p.product % 400 + 0.99) * (1 + floor(power(random(), 3) * 20)))::numeric(12, 2) AS total,
    o.ordered,
    o.ordered + (1 + random() * 6)::int AS shipped,
    o.ordered + (4 + random() * 12)::int AS arrived,
    'W' || (1 + o.customer % 5) AS warehouse,
    o.customer,
    (ARRAY['air', 'sea', 'road', 'rail'])[1 + g % 4]::char(10) AS way
FROM generate_series(1, 450000) AS g
CROSS JOIN LATERAL (SELECT floor(7000 * power(random(), 2) + 0 * g)::int AS product) AS p
CROSS JOIN LATERAL (
    SELECT date '2022-01-01' + (hashint4(g / 6) & 1048575) % 900 AS ordered, (hashint4(g / 6) & 1048575) % 30000 AS customer
) AS o;
VACUUM ANALYZE;
