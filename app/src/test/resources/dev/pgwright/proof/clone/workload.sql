-- statement: latest-refunds
-- calls: 10
SELECT id, at FROM event WHERE kind = 'refund' ORDER BY at DESC LIMIT 20;

-- statement: day-of-events
-- calls: 10
SELECT count(*) FROM event WHERE at >= '2020-03-01' AND at < '2020-03-02';

-- statement: customer-by-name
-- calls: 100
SELECT id FROM customer WHERE name = 'customer 777';

-- statement: own-orders
-- calls: 100
-- role: shop_app
-- claims: {"sub": "12"}
SELECT count(*), sum(total) FROM sales."Orders";

-- statement: new-customer
-- calls: 20
INSERT INTO customer (name) SELECT 'new ' || i FROM generate_series(1, 300) AS i;
