-- statement: quiet-customer
-- calls: 100
SELECT filler FROM quiet WHERE customer = 17;

-- statement: quiet-product
-- calls: 10
SELECT filler FROM quiet WHERE product = 17;

-- statement: quiet-shop
-- calls: 10
SELECT filler FROM quiet WHERE shop = 17;

-- statement: busy-customer
-- calls: 100
SELECT filler FROM busy WHERE customer = 17;

-- statement: busy-product
-- calls: 10
SELECT filler FROM busy WHERE product = 17;

-- statement: busy-shop
-- calls: 10
SELECT filler FROM busy WHERE shop = 17;

-- statement: busy-insert
-- calls: 20000
INSERT INTO busy VALUES (100001, 17, 17, 17, 'new');

-- statement: busy-update
-- calls: 20000
UPDATE busy SET product = 18, shop = 18 WHERE id = 17;
