-- A small world with everything that is awkward: NULLs, empty sets, holes, many ties.
CREATE SCHEMA shop;
CREATE TABLE shop.things (
  id bigint PRIMARY KEY, base numeric, stars double precision, price integer, town text, kind smallint, tags text[],
  added timestamptz, state text NOT NULL);
CREATE TABLE shop.people (id uuid PRIMARY KEY, town text, likes smallint, budget integer, tags text[], loyalty real);
CREATE TABLE shop.distance (here text, there text, points numeric);
CREATE TABLE shop.taste (likes integer, kind integer, points integer);
CREATE TABLE shop.tag_weight (tag text, weight integer);
CREATE TABLE shop.popular (thing bigint, points real);

INSERT INTO shop.things
SELECT n, CASE WHEN n % 11 > 0 THEN (n * 7919 % 40) * 2.345 END, (n % 6) / 2.0, CASE WHEN n % 13 > 0 THEN n * 31 % 50 END,
  CASE WHEN n % 17 > 0 THEN 'town' || n * 13 % 9 END, n * 5 % 4,
  CASE WHEN n % 7 = 0 THEN NULL WHEN n % 7 = 1 THEN '{}'
    ELSE ARRAY['tag' || n % 5, 'tag' || n % 3, 'tag' || n % 5, NULL, 'rare' || n % 90] END,
  CASE WHEN n % 19 > 0 THEN timestamptz '2026-01-01 00:00+00' - n % 40 * interval '13 hours' END,
  CASE WHEN n % 23 = 0 THEN 'gone' ELSE 'there' END
FROM generate_series(1, 900) AS n;
INSERT INTO shop.people
SELECT md5('p' || n)::uuid, CASE WHEN n % 5 > 0 THEN 'town' || n % 9 END, CASE WHEN n % 6 > 0 THEN n % 4 END,
  CASE WHEN n % 4 > 0 THEN n * 17 % 60 END,
  CASE WHEN n % 8 = 0 THEN NULL WHEN n % 8 = 1 THEN '{}' ELSE ARRAY['tag' || n % 5, 'tag' || n % 4, 'rare' || n % 90] END,
  n % 3 * 1.5
FROM generate_series(1, 120) AS n;
INSERT INTO shop.distance
SELECT 'town' || a, 'town' || b, CASE WHEN (a + b) % 5 > 0 THEN 100.0 / (1 + abs(a - b)) END
FROM generate_series(0, 8) AS a, generate_series(0, 8) AS b WHERE a * b % 4 < 3;
INSERT INTO shop.taste SELECT a, b, (a * 7 + b * 3) % 11 * 10 FROM generate_series(0, 3) AS a, generate_series(0, 3) AS b;
INSERT INTO shop.tag_weight SELECT 'tag' || n, n + 1 FROM generate_series(0, 4) AS n;
INSERT INTO shop.tag_weight VALUES ('rare7', 0), ('rare8', 40);
INSERT INTO shop.popular SELECT n, n % 10 * 1.25 FROM generate_series(1, 900, 2) AS n;
