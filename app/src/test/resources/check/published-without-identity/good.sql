CREATE TABLE note (id bigint PRIMARY KEY);
ALTER TABLE note REPLICA IDENTITY NOTHING;
-- Inserts need no identity.
CREATE PUBLICATION additions FOR ALL TABLES WITH (publish = 'insert');
CREATE TABLE letter (id bigint PRIMARY KEY);
CREATE PUBLICATION letters FOR TABLE letter;
