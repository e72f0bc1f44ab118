CREATE TABLE note (id bigint PRIMARY KEY, text text NOT NULL);
INSERT INTO note VALUES (1, 'x');
