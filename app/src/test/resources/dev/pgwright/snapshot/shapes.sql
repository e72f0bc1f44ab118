-- One of each shape that a fact must read right, on every major.
CREATE SCHEMA ext;
CREATE EXTENSION pg_stat_statements SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE SCHEMA "Mixed Case";

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN positive AS int DEFAULT 1 CONSTRAINT "above zero" CHECK (VALUE > 0);
CREATE TYPE pair AS (a int, b varchar(10));
CREATE TYPE span AS RANGE (SUBTYPE = int);

CREATE TABLE parent (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "Name" text NOT NULL COLLATE "C",
    price numeric(12,2) DEFAULT 0.0,
    mood mood DEFAULT 'ok',
    created timestamptz NOT NULL DEFAULT now(),
    total numeric GENERATED ALWAYS AS (price * 2) STORED,
    tags text[],
    doc jsonb,
    amount positive,
    UNIQUE ("Name", price)
);
COMMENT ON TABLE parent IS 'the "parent"';
COMMENT ON COLUMN parent.doc IS 'anything';
ALTER TABLE parent ALTER COLUMN doc SET STORAGE EXTERNAL, ALTER COLUMN doc SET STATISTICS 500;
ALTER TABLE parent ALTER COLUMN price SET (n_distinct = -0.5);
CREATE TABLE "Mixed Case"."Child ""Table""" (
    id serial PRIMARY KEY,
    "parentId" bigint CONSTRAINT "to parent" REFERENCES parent (id)
        ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
    v varchar(20),
    CONSTRAINT "v is long" CHECK (length(v) > 2 AND v <> 'x')
) WITH (fillfactor = 80, toast.autovacuum_enabled = false);
ALTER TABLE "Mixed Case"."Child ""Table""" ADD CONSTRAINT unproven FOREIGN KEY (id) REFERENCES parent (id) NOT VALID;

CREATE INDEX parent_lower ON parent (lower("Name"));
CREATE INDEX parent_partial ON parent (created DESC NULLS LAST) INCLUDE (price) WHERE mood = 'ok';
CREATE INDEX parent_doc ON parent USING gin (doc jsonb_path_ops);
CREATE INDEX parent_tags ON parent USING gin (tags);
CREATE INDEX parent_created ON parent USING brin (created) WITH (pages_per_range = 16);
CREATE INDEX parent_pattern ON parent ("Name" text_pattern_ops, "Name" COLLATE "POSIX" DESC, amount NULLS FIRST);
CREATE INDEX "Parent ""Hash""" ON parent USING hash (mood);
CREATE INDEX parent_mixed ON parent (price, (id + 1) DESC, "Name");
CREATE INDEX parent_bloom ON parent USING brin (id int8_bloom_ops (n_distinct_per_range = 5));
CREATE TABLE odd ("order" text, "SELECT" varchar(3) COLLATE "C", v varchar, h ext.hstore, m mood, "a b" int[]);
CREATE INDEX odd_order ON odd USING gin ("order" ext.gin_trgm_ops, h) WITH (fastupdate = off, gin_pending_list_limit = 64);
CREATE INDEX odd_v ON odd (v varchar_pattern_ops, "SELECT" varchar_ops, m DESC) WITH (fillfactor = 70, deduplicate_items = off);
CREATE INDEX odd_ab ON odd USING gist (h) INCLUDE ("a b", "SELECT");
CREATE INDEX odd_hash ON odd USING hash ("SELECT" varchar_pattern_ops);
CREATE INDEX odd_spgist ON odd USING spgist ("order" COLLATE "POSIX");
CREATE TABLE exclusive (r int4range, EXCLUDE USING gist (r WITH &&));

CREATE TABLE event (id bigint, at timestamptz NOT NULL, k int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX event_k ON event (k);
CREATE TABLE hashed (id int, e text) PARTITION BY HASH (id, lower(e));
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE UNLOGGED TABLE base (a int);
CREATE TABLE derived () INHERITS (base);

CREATE VIEW happy AS SELECT * FROM parent WHERE mood = 'happy';
CREATE VIEW deep AS SELECT h.id, c.v FROM happy h JOIN "Mixed Case"."Child ""Table""" c ON c."parentId" = h.id;
CREATE MATERIALIZED VIEW counts AS SELECT k, count(*) AS n FROM event GROUP BY k WITH NO DATA;
CREATE UNIQUE INDEX counts_k ON counts (k);

CREATE FUNCTION next_of(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a + 1;
CREATE FUNCTION count_of(a int) RETURNS bigint LANGUAGE sql STABLE
    BEGIN ATOMIC SELECT count(*) FROM parent WHERE id = a; END;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$BEGIN RETURN new; END$$;
CREATE FUNCTION slow(i int) RETURNS int LANGUAGE plpgsql IMMUTABLE
    AS $$BEGIN PERFORM pg_sleep(30); RETURN i; END$$;
CREATE FUNCTION with_secret() RETURNS int LANGUAGE sql SET app.secret_key = 'hunter2' AS 'SELECT 1';
CREATE PROCEDURE work(INOUT a int) LANGUAGE plpgsql AS $$BEGIN a := 1; END$$;
CREATE AGGREGATE total_of(int) (SFUNC = int4pl, STYPE = int);

CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF price ON parent
    FOR EACH ROW WHEN (new.price > 5) EXECUTE FUNCTION touch();
CREATE TRIGGER gone AFTER DELETE ON parent REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION touch();
ALTER TABLE parent DISABLE TRIGGER gone;
ALTER TABLE parent ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, REPLICA IDENTITY FULL;
CREATE POLICY own ON parent FOR SELECT TO plain_reader USING (
    EXISTS (SELECT 1 FROM "Mixed Case"."Child ""Table""" c WHERE c."parentId" = parent.id AND current_user = 'x'));
CREATE POLICY "No negative" ON parent AS RESTRICTIVE FOR INSERT WITH CHECK (next_of(price::int) > 1);

CREATE STATISTICS parent_together (ndistinct, dependencies, mcv) ON id, price FROM parent;
CREATE STATISTICS parent_double ON (price * 2) FROM parent;
CREATE SEQUENCE counter AS int START 5 MAXVALUE 1000 CYCLE;
SELECT nextval('counter');
CREATE PUBLICATION chosen FOR TABLE parent, "Mixed Case"."Child ""Table""" WITH (publish = 'insert,delete');
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE SUBSCRIPTION facts_subscription CONNECTION 'host=127.0.0.1 password=hunter2' PUBLICATION chosen
    WITH (connect = false, slot_name = NONE);

GRANT USAGE ON SCHEMA ext, "Mixed Case" TO plain_reader;
GRANT SELECT (id, "Name") ON parent TO plain_reader;
GRANT SELECT ON "Mixed Case"."Child ""Table""" TO public;
GRANT EXECUTE ON FUNCTION next_of TO plain_reader WITH GRANT OPTION;
ALTER ROLE plain_reader IN DATABASE facts SET work_mem = '8MB';
ALTER DATABASE facts SET "app.jwt_secret" = 'hunter2';

INSERT INTO parent ("Name", price, tags) SELECT 'n' || i, i % 10, ARRAY['a' || i % 3, 'b'] FROM generate_series(1, 1000) i;
INSERT INTO "Mixed Case"."Child ""Table""" ("parentId", v) SELECT i, 'vvv' || i FROM generate_series(1, 1000) i;
INSERT INTO event SELECT i, '2024-02-01'::timestamptz + i * interval '1h', i % 5 FROM generate_series(1, 1000) i;
SELECT count_of(1), next_of(1), count(*) FROM deep;
