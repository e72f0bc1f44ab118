CREATE TABLE booking (id serial PRIMARY KEY, note text);
SELECT setval('booking_id_seq', 2000000000);
-- The key is large enough, but not the column that refers to it.
CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE visit (customer_id int PRIMARY KEY REFERENCES customer);
SELECT setval('customer_id_seq', 1900000000);
