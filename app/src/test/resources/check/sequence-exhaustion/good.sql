CREATE TABLE booking (id serial PRIMARY KEY, note text);
SELECT setval('booking_id_seq', 1000000000);
CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE visit (customer_id bigint PRIMARY KEY REFERENCES customer);
SELECT setval('customer_id_seq', 1900000000);
-- It begins again by itself.
CREATE SEQUENCE ticket MAXVALUE 1000 CYCLE;
SELECT setval('ticket', 999);
