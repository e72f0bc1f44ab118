SELECT * FROM customers WHERE id = 4711
SELECT * FROM customers WHERE email = 'USER17@example.ORG'
SELECT name FROM customers WHERE active AND city = 'Rome' AND born > '1999-01-01' ORDER BY city DESC NULLS LAST, born LIMIT 5
SELECT * FROM customers WHERE city = 'Oslo' AND feeling = 'ok' AND tenant = 3
SELECT city, feeling, tenant, count(*) FROM customers GROUP BY 1, 2, 3
SELECT count(*) FROM customers WHERE lower(name) = 'name x' AND visits % 10 = 3 AND active
SELECT lower(name), visits % 10, count(*) FROM customers GROUP BY 1, 2
SELECT * FROM customers WHERE lower(name) LIKE 'name c4%'
SELECT * FROM customers WHERE helper.tag(city) = 'ROME$'
SELECT * FROM customers WHERE name ILIKE '%c4ca42%'
SELECT * FROM customers WHERE phones @> ARRAY['+391']
SELECT * FROM customers WHERE phones && ARRAY['+392', '+47100']
SELECT * FROM customers WHERE '+391' = ANY (phones)
SELECT * FROM customers WHERE joined BETWEEN '2020-03-01' AND '2020-03-08'
SELECT * FROM customers WHERE token = md5('t5')::uuid
SELECT * FROM customers WHERE address << '10.5.0.0/16'
SELECT * FROM customers WHERE feeling > 'sad' AND visits > 990
SELECT * FROM customers WHERE visits IS NULL AND born < '1951-01-01'
SELECT * FROM customers WHERE initials = 'NA' AND city > 'P'
SELECT * FROM customers WHERE joined > '2020-08-24 17:00+00'
SELECT * FROM customers WHERE joined < '2020-01-01 02:00+00' ORDER BY joined
SELECT * FROM customers WHERE id > 19990
SELECT * FROM customers WHERE id > 30000
SELECT max(id), min(born) FROM customers
SELECT * FROM customers ORDER BY id DESC LIMIT 10
SELECT tenant, avg(visits), helper.first_one(name) FROM customers GROUP BY tenant HAVING count(*) > 5
SELECT * FROM customers WHERE (tenant, city) IN ((1, 'Rome'), (2, 'Lima')) OR id IN (1, 2, 3)
SELECT * FROM "Order Lines" WHERE customer_id = 5 ORDER BY created DESC LIMIT 20
SELECT * FROM "Order Lines" WHERE customer_id = 77 AND status = 'done'
SELECT * FROM "Order Lines" WHERE status = 'new' AND created > '2023-09-01'
SELECT * FROM "Order Lines" WHERE status IN ('new', 'paid') AND created > '2024-06-02'
SELECT * FROM "Order Lines" WHERE created > '2024-07-01'
SELECT * FROM "Order Lines" WHERE details @> '{"kind": 4}'
SELECT * FROM "Order Lines" WHERE details @> '{"deep": {"n": 77}}' AND status = 'paid'
SELECT * FROM "Order Lines" WHERE details ? 'kind'
SELECT * FROM "Order Lines" WHERE (details ->> 'kind')::int = 7
SELECT * FROM "Order Lines" WHERE words @@ to_tsquery('simple', 'word17 & common')
SELECT * FROM "Order Lines" WHERE words @@ to_tsquery('simple', 'common')
SELECT * FROM "Order Lines" WHERE period && tsrange('2023-02-01', '2023-02-02')
SELECT * FROM "Order Lines" WHERE period @> timestamp '2023-05-05 05:05'
SELECT * FROM "Order Lines" WHERE prices @> 42.0
SELECT * FROM "Order Lines" WHERE prices << price_range(10, 12)
SELECT * FROM "Order Lines" WHERE place <@ box '(10,10),(12,12)'
SELECT * FROM "Order Lines" WHERE pair = ROW(3, 'r3')::"Odd Schema"."Pair of"
SELECT * FROM "Order Lines" WHERE "Total Amount" BETWEEN 10 AND 20 AND created < '2023-02-01'
SELECT status, sum("Total Amount") FROM "Order Lines" GROUP BY status ORDER BY 2 DESC
SELECT c.city, sum(l."Total Amount") FROM "Order Lines" l JOIN customers c ON c.id = l.customer_id WHERE c.tenant = 2 AND l.status = 'new' GROUP BY 1
SELECT * FROM "Lines" WHERE id = 100
SELECT * FROM "Lines" WHERE name LIKE 'Name a%' ORDER BY "Total Amount" DESC LIMIT 10
SELECT * FROM customers c WHERE NOT EXISTS (SELECT FROM "Order Lines" l WHERE l.customer_id = c.id)
SELECT * FROM customers c WHERE c.id IN (SELECT l.customer_id FROM "Order Lines" l WHERE l.created > '2023-10-01')
SELECT c.id, l.* FROM customers c CROSS JOIN LATERAL (SELECT * FROM "Order Lines" l WHERE l.customer_id = c.id ORDER BY created DESC LIMIT 2) l WHERE c.tenant = 1 AND c.city = 'Kyoto'
SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY created DESC) FROM "Order Lines" WHERE customer_id < 100
WITH big AS MATERIALIZED (SELECT customer_id, sum("Total Amount") s FROM "Order Lines" GROUP BY 1) SELECT * FROM big JOIN customers c ON c.id = big.customer_id WHERE s > 1000
SELECT * FROM customers a FULL JOIN customers b ON a.id = b.visits WHERE a.tenant = 1 OR b.tenant = 2
SELECT DISTINCT city, tenant FROM customers
SELECT * FROM bookings WHERE room = 7 AND during && tstzrange('2024-01-03', '2024-01-04')
SELECT * FROM bookings WHERE during @> timestamptz '2024-01-05 10:30+00'
SELECT * FROM bookings WHERE upper(during) < '2024-01-02'
SELECT * FROM events WHERE happened BETWEEN '2024-05-01' AND '2024-05-03'
SELECT * FROM events WHERE id = 20000
SELECT * FROM events WHERE kind = 3 AND happened > '2026-01-01' ORDER BY happened LIMIT 3
SELECT kind, count(*) FROM events GROUP BY kind
SELECT count(*) FROM events e JOIN customers c ON c.id = e.id WHERE e.happened < '2024-02-01' AND c.tenant = 1
SELECT * FROM events_2025 WHERE kind = 2
SELECT * FROM hashed WHERE k = 17
SELECT * FROM hashed a JOIN hashed b USING (k) WHERE a.v = 'v7'
SELECT * FROM vehicles WHERE wheels = 4
SELECT * FROM vehicles v JOIN trucks t ON t.id = v.id WHERE t.load > 30
SELECT * FROM ONLY vehicles WHERE id > 2990
SELECT * FROM one_row WHERE id = 1
SELECT * FROM never_filled WHERE v = 'x'
SELECT * FROM not_analyzed WHERE v = 'x7' OR id < 100
SELECT * FROM documents WHERE shape && box '(1,1),(5,5)'
SELECT tenant, count(*) FROM documents WHERE owner_name = 'o5' GROUP BY 1
SELECT * FROM city_totals WHERE city = 'Rome'
SELECT * FROM a_view_on_view WHERE city = 'Oslo'
SELECT * FROM customers_of(3) WHERE id < 100
SELECT * FROM helper.many(5) AS m (n) JOIN customers c ON c.id = m.n
SELECT name FROM customers ORDER BY name COLLATE public.reversed LIMIT 3
INSERT INTO customers (tenant, email, name, token) SELECT 1, 'x' || id, 'Some name', token FROM customers WHERE id < 5
INSERT INTO "Order Lines" (customer_id, "Total Amount", status, created) VALUES (1, 2, 'new', now())
UPDATE customers SET visits = visits + 1 WHERE id BETWEEN 100 AND 200
UPDATE "Order Lines" SET status = 'sent' WHERE status = 'paid' AND created < '2023-01-02'
DELETE FROM events WHERE happened < '2024-01-02'
DELETE FROM customers c USING "Order Lines" l WHERE l.customer_id = c.id AND l."Total Amount" > 999
INSERT INTO one_row VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET v = excluded.v
SELECT id FROM customers WHERE id = 5 FOR UPDATE
SELECT * FROM customers WHERE visits > (SELECT avg(visits) FROM customers) AND tenant = 5
SELECT * FROM customers TABLESAMPLE system (5) WHERE tenant = 1
SELECT * FROM (VALUES (1), (2), (3)) v (id) JOIN customers USING (id)
SELECT city, tenant, count(*) FROM customers GROUP BY GROUPING SETS ((city), (tenant), ())
SELECT * FROM customers WHERE name > 'Name f' ORDER BY lower(name) LIMIT 50
SELECT a.id FROM customers a JOIN customers b ON lower(a.name) = lower(b.name) WHERE a.city = 'Lima'
DELETE FROM "Lines" WHERE id < 10
-- as app_reader
SELECT * FROM documents WHERE id < 50
SELECT count(*) FROM documents WHERE owner_name = 'o7'
SELECT * FROM documents d JOIN customers c ON c.id = d.id WHERE d.tenant = 4
SELECT * FROM a_view_on_view WHERE name LIKE 'Name 1%'
SELECT room FROM bookings WHERE room = 3
