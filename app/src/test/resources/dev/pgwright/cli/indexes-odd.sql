-- statement: orders-of-a-customer
-- calls: 100
SELECT count(*) FROM orders WHERE customer = 4711;

-- statement: mixed-case
-- calls: 100
SELECT "Id" FROM "OrderLines" WHERE "CustomerId" = 7;

-- statement: quotes
-- calls: 100
SELECT "Id" FROM "OrderLines" WHERE "Kind" = 'it''s {odd} ?; "quoted" \ -- no comment';

-- statement: wide
-- calls: 100
SELECT c1599 FROM wide WHERE c1600 = 77;

-- statement: partitioned
-- calls: 100
SELECT what FROM events WHERE customer = 5;

-- statement: no-such-column
SELECT colour FROM orders;

-- statement: no-such-table
SELECT * FROM orders JOIN temporary_things USING (id);
