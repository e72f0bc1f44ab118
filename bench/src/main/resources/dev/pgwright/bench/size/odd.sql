-- Rows that lie in odd ways: equal ones near each other but never on one page, far apart, or only in a part of the table.
-- All columns are drawn so that each alone looks harmless.
SELECT setseed(:seed);

-- How long things last and how many there are is drawn, too: between half and twice the usual.
CREATE TEMP TABLE shape AS SELECT power(2, 2 * random() - 1) AS a, power(2, 2 * random() - 1) AS b;

-- Rounds: all meters are read one after the other, several times a day; the number of rounds differs from day to day.
CREATE TABLE rounds AS
SELECT
    g AS id,
    date '2023-01-01' + (g / 13000) AS day,
    g % ((900 + (g / 13000) % 5 * 130) * a)::int AS meter,
    (g / 1000 % 40)::smallint AS reader,
    (random() * 500)::int AS amount
FROM shape
CROSS JOIN generate_series(1, 1300000) AS g;

-- A journal: each order comes back with its next steps after a while, the later the longer; a third never does.
CREATE TABLE journal AS
SELECT
    o AS order_id,
    (o % 45000) AS customer_id,
    step::smallint AS step,
    'step ' || step AS title,
    timestamp '2024-01-01' + (o + late) * interval '5 seconds' AS at
FROM (
    SELECT o, step, CASE step WHEN 0 THEN 0 WHEN 1 THEN 3000 * a ELSE 90000 * b END * (0.5 + random()) AS late
    FROM shape
    CROSS JOIN generate_series(1, 420000) AS o
    CROSS JOIN LATERAL generate_series(0, CASE WHEN hashint4(o) % 3 = 0 THEN 0 ELSE 2 + abs(hashint4(o)) % 3 END) AS step
) AS s
ORDER BY o + late;

-- Half was imported, sorted and each pair once; the other half grew by use, with the same pairs again and again.
CREATE TABLE halves AS
SELECT *
FROM (
    SELECT g / 20 AS client, (g * 7) % 2003 AS product, (random() * 90)::int AS price, 'import' AS origin
    FROM generate_series(1, 600000) AS g
) AS imported
UNION ALL
SELECT *
FROM (
    SELECT (30000 * a * power(random(), 2))::int AS client, 0 AS product, (random() * 90)::int AS price, 'shop' AS origin
    FROM shape
    CROSS JOIN generate_series(1, 600000) AS g
) AS grown;
UPDATE halves SET product = client % 11 + (hashint4(price) & 1023) % 3 WHERE origin = 'shop';

-- Loads: each brings all products of a hundred shops, in no order, twice over.
CREATE TABLE loads AS
SELECT load, shop, product, (random() * 1000)::int AS stock, 'batch ' || load AS batch
FROM (
    SELECT load, (load * 37 + s) % 1500 AS shop, p AS product, random() AS place
    FROM shape
    CROSS JOIN LATERAL generate_series(1, (50 / a)::int) AS load
    CROSS JOIN LATERAL generate_series(1, (100 * a)::int) AS s
    CROSS JOIN LATERAL generate_series(1, (120 * b)::int) AS p
    CROSS JOIN generate_series(1, 2) AS twice
) AS s
ORDER BY load, place;

-- Talk: rooms are busy for a while; who writes there, writes again within that time; a few rooms have most of it.
CREATE TABLE talk AS
SELECT
    g AS id,
    r.room,
    r.room * 50 + (hashint4((random() * 1e9)::int + 0 * g) & 1023) % (3 + r.room % 40) AS author,
    (random() * 6)::smallint AS mood,
    md5((r.room % 777)::text)::uuid AS topic
FROM shape
CROSS JOIN generate_series(1, 1000000) AS g
CROSS JOIN LATERAL (
    SELECT (g / (50000 * a)::int) * 400 + floor(700 * power(random(), 4) + 0 * g)::int AS room
) AS r;

-- Double entry: the other side of each transfer is booked with those of the whole month, in the order of accounts.
CREATE TABLE entries AS
SELECT transfer, account, side, month, cents
FROM (
    SELECT
        g AS transfer,
        1 + (random() * 20000)::int AS account,
        'debit' AS side,
        g / 45000 AS month,
        (random() * 1e5)::int AS cents,
        g::float8 AS place
    FROM generate_series(1, 500000) AS g
    UNION ALL
    SELECT g, 1 + (random() * 300)::int, 'credit', g / 45000, (random() * 1e5)::int, (g / 45000 + 1) * 45000 + 0.5
    FROM generate_series(1, 500000) AS g
) AS s
ORDER BY place, account;

-- A tournament: everybody meets everybody of the other side exactly once, in rounds; no pair comes again.
CREATE TABLE matches AS
SELECT
    (g % 1013) AS home,
    ((g % 1013) + (g / 1013) * 3) % 991 AS guest,
    (g / 1013)::smallint AS round,
    (random() * 7)::smallint AS goals,
    (g / 1013 / 7) % 30 AS stadium
FROM generate_series(0, 1003882) AS g;

-- Visits by a list that is walked again and again, at times from its middle; pages are seen about four times a day.
CREATE TABLE visits AS
SELECT
    g / 16000 AS day,
    p.page,
    (hashint4(g / 4001) & 65535) % 350 AS worker,
    'https://site.example/' || p.page % 4000 AS url,
    (random() * 2000)::int AS millis
FROM shape
CROSS JOIN generate_series(1, 1400000) AS g
CROSS JOIN LATERAL (SELECT (g * 3 + (g / (7000 * b)::int) * 1777) % (12007 * a)::int AS page) AS p;
VACUUM ANALYZE;
