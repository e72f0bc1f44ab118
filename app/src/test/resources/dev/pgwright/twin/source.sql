CREATE SCHEMA "Odd Schema";
CREATE SCHEMA helper;
CREATE EXTENSION pg_trgm SCHEMA helper;
CREATE EXTENSION btree_gist SCHEMA helper;
CREATE EXTENSION citext SCHEMA public;
CREATE ROLE app_reader;
CREATE ROLE app_owner;
CREATE ROLE app_group;
GRANT app_group TO app_reader;
CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy "quoted"');
CREATE TYPE "Odd Schema"."Pair of" AS ("left side" int, right_side text);
CREATE DOMAIN public.positive AS int CHECK (VALUE > 0);
CREATE DOMAIN public.small_positive AS public.positive CHECK (VALUE < 1000000);
CREATE TYPE public.price_range AS RANGE (SUBTYPE = numeric);
CREATE COLLATION public.reversed (provider = icu, locale = 'de-u-co-phonebk');
CREATE EXTENSION pageinspect SCHEMA helper;
CREATE FUNCTION helper.first_of(a anyelement, b anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE AGGREGATE helper.first_one(anyelement) (SFUNC = helper.first_of, STYPE = anyelement);
CREATE FUNCTION helper.tag(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT COST 7 PARALLEL SAFE
    SET search_path = '' AS $$BEGIN RETURN upper(t) || '$'; END$$;
CREATE FUNCTION helper.current_tenant() RETURNS int LANGUAGE sql STABLE
    AS $$SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'tenant')::int$$;
CREATE FUNCTION helper.many(n int) RETURNS SETOF int LANGUAGE sql STABLE ROWS 77 COST 3 AS 'SELECT generate_series(1, n)';
CREATE SEQUENCE public.ticket_numbers START 1000;

CREATE TABLE public.customers (
    gone_1 int,
    id bigint GENERATED ALWAYS AS IDENTITY,
    tenant int NOT NULL,
    email citext NOT NULL,
    name varchar(60) NOT NULL,
    city text COLLATE "C",
    feeling public.mood,
    gone_2 text,
    visits public.small_positive,
    born date,
    joined timestamptz NOT NULL DEFAULT now(),
    address inet,
    token uuid NOT NULL,
    active boolean NOT NULL DEFAULT true,
    initials text GENERATED ALWAYS AS (upper(left(name, 2))) STORED,
    phones text[],
    CONSTRAINT customers_name_check CHECK (length(name) > 2),
    CONSTRAINT "Strange ""check""" CHECK (born < '2030-01-01')
);
ALTER TABLE public.customers DROP COLUMN gone_1, DROP COLUMN gone_2;
INSERT INTO public.customers (tenant, email, name, city, feeling, visits, born, joined, address, token, active, phones)
SELECT i % 7, 'user' || i || '@Example.org', 'Name ' || md5(i::text), (ARRAY['Rome', 'Oslo', 'Lima', 'Kyoto', 'Çeşme'])[1 + (i * i) % 5],
    (ARRAY['sad', 'ok', 'happy "quoted"'])[1 + i % 3]::public.mood, CASE WHEN i % 5 > 0 THEN 1 + i % 997 END,
    date '1950-01-01' + (i * 7) % 20000, timestamptz '2020-01-01' + i * interval '17 minutes',
    ('10.' || i % 200 || '.' || i % 250 || '.1')::inet, md5('t' || i)::uuid, i % 11 > 0,
    CASE WHEN i % 4 = 0 THEN ARRAY['+39' || i % 50, '+47' || i % 900] END
FROM generate_series(1, 20000) AS i;
ALTER TABLE public.customers ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX customers_email_key ON public.customers (email);
CREATE INDEX "Customers by ""City""" ON public.customers (city DESC NULLS LAST, born) INCLUDE (name) WHERE active;
CREATE INDEX customers_lower_name ON public.customers (lower(name) text_pattern_ops, tenant);
CREATE INDEX customers_tag ON public.customers (helper.tag(city));
CREATE INDEX customers_name_trgm ON public.customers USING gin (name helper.gin_trgm_ops);
CREATE INDEX customers_phones ON public.customers USING gin (phones);
CREATE INDEX customers_joined_brin ON public.customers USING brin (joined) WITH (pages_per_range = 4);
CREATE INDEX customers_token ON public.customers USING hash (token);
CREATE INDEX customers_address ON public.customers USING gist (address inet_ops);
CREATE STATISTICS public.customers_st (ndistinct, dependencies, mcv) ON city, feeling, tenant FROM public.customers;
CREATE STATISTICS "Odd Schema"."Expr st" ON (lower(name)), (visits % 10), active FROM public.customers;

CREATE TABLE "Odd Schema"."Order Lines" (
    "Id" bigserial,
    customer_id bigint NOT NULL REFERENCES public.customers,
    "Total Amount" numeric(10, 2) NOT NULL,
    status text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    period tsrange,
    prices public.price_range,
    place point,
    pair "Odd Schema"."Pair of",
    words tsvector,
    created timestamp NOT NULL,
    ticket bigint DEFAULT nextval('public.ticket_numbers'),
    PRIMARY KEY ("Id"),
    CHECK ("Total Amount" >= 0)
) WITH (fillfactor = 80, autovacuum_enabled = false);
INSERT INTO "Odd Schema"."Order Lines" (customer_id, "Total Amount", status, details, period, prices, place, pair, words, created)
SELECT 1 + (i * 13) % 20000, ((i * 37) % 100000) / 100.0, (ARRAY['new', 'paid', 'sent', 'done', 'done', 'done', 'done'])[1 + i % 7],
    jsonb_build_object('kind', i % 13, 'tags', jsonb_build_array('t' || i % 40, 'u' || i % 3), 'deep', jsonb_build_object('n', i % 500)),
    tsrange(timestamp '2023-01-01' + i * interval '10 minutes', timestamp '2023-01-01' + i * interval '10 minutes' + (1 + i % 20) * interval '1 hour'),
    CASE WHEN i % 3 > 0 THEN public.price_range(i % 100, i % 100 + 1 + i % 17) ELSE 'empty' END,
    point(i % 100, i % 77), ROW(i % 10, 'r' || i % 5)::"Odd Schema"."Pair of",
    to_tsvector('simple', 'word' || i % 300 || ' common other' || i % 7),
    timestamp '2023-01-01' + i * interval '10 minutes'
FROM generate_series(1, 40000) AS i;
CREATE INDEX "Lines of customer" ON "Odd Schema"."Order Lines" (customer_id, created DESC);
CREATE INDEX lines_open ON "Odd Schema"."Order Lines" (created) WHERE status IN ('new', 'paid');
CREATE INDEX lines_details ON "Odd Schema"."Order Lines" USING gin (details jsonb_path_ops);
CREATE INDEX lines_details_all ON "Odd Schema"."Order Lines" USING gin (details);
CREATE INDEX lines_words ON "Odd Schema"."Order Lines" USING gin (words);
CREATE INDEX lines_period ON "Odd Schema"."Order Lines" USING gist (period);
CREATE INDEX lines_place ON "Odd Schema"."Order Lines" USING spgist (place);
CREATE INDEX lines_kind ON "Odd Schema"."Order Lines" (((details ->> 'kind')::int));
CREATE INDEX lines_created_brin ON "Odd Schema"."Order Lines" USING brin (created);
CREATE STATISTICS lines_dep (dependencies) ON status, customer_id FROM "Odd Schema"."Order Lines";

CREATE TABLE public.bookings (
    room int NOT NULL,
    during tstzrange NOT NULL,
    note text,
    CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)
);
INSERT INTO public.bookings
SELECT i % 50, tstzrange(timestamptz '2024-01-01' + (i / 50) * interval '2 hours', timestamptz '2024-01-01' + (i / 50) * interval '2 hours' + interval '1 hour'), 'n' || i
FROM generate_series(1, 5000) AS i;

CREATE TABLE public.events (
    id bigint NOT NULL,
    happened timestamptz NOT NULL,
    kind smallint NOT NULL,
    payload text,
    PRIMARY KEY (id, happened, kind)
) PARTITION BY RANGE (happened);
CREATE TABLE public.events_2024 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE public.events_2025 (id bigint NOT NULL, kind smallint NOT NULL, gone int, payload text, happened timestamptz NOT NULL);
ALTER TABLE public.events_2025 DROP COLUMN gone;
ALTER TABLE public.events ATTACH PARTITION public.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE public."events rest" PARTITION OF public.events DEFAULT PARTITION BY LIST (kind);
CREATE TABLE public.events_rest_1 PARTITION OF public."events rest" FOR VALUES IN (1, 2, 3);
CREATE TABLE public.events_rest_other PARTITION OF public."events rest" DEFAULT;
CREATE INDEX events_kind ON public.events (kind, happened);
INSERT INTO public.events
SELECT i, timestamptz '2024-01-01 00:00+00' + i * interval '35 minutes', i % 9, md5(i::text) FROM generate_series(1, 40000) AS i;

CREATE TABLE public.hashed (k int NOT NULL, v text) PARTITION BY HASH (k);
CREATE TABLE public.hashed_0 PARTITION OF public.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE public.hashed_1 PARTITION OF public.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO public.hashed SELECT i, 'v' || i % 100 FROM generate_series(1, 6000) AS i;

CREATE TABLE public.vehicles (id int PRIMARY KEY, wheels int, label text);
CREATE TABLE public.trucks (load int) INHERITS (public.vehicles);
INSERT INTO public.vehicles SELECT i, 2 + i % 3, 'v' || i FROM generate_series(1, 3000) AS i;
INSERT INTO public.trucks SELECT i, 4 + i % 5, 't' || i, i % 40 FROM generate_series(1, 2000) AS i;
CREATE INDEX trucks_load ON public.trucks (load);

CREATE TABLE public.one_row (id int PRIMARY KEY, v text NOT NULL);
INSERT INTO public.one_row VALUES (1, 'only');
CREATE TABLE public.never_filled (id serial PRIMARY KEY, v text UNIQUE);
CREATE TABLE public.not_analyzed (id int PRIMARY KEY, v text) WITH (autovacuum_enabled = false);
CREATE TABLE public.documents (id int PRIMARY KEY, tenant int NOT NULL, owner_name text NOT NULL, body xml, raw json, shape box);
INSERT INTO public.documents
SELECT i, i % 7, 'o' || i % 100, '<a/>', '{}', box(point(i, i), point(i + 1, i + 2)) FROM generate_series(1, 4000) AS i;
CREATE INDEX documents_tenant ON public.documents (tenant, owner_name);
CREATE INDEX documents_shape ON public.documents USING gist (shape);

CREATE MATERIALIZED VIEW public.city_totals AS
SELECT c.city, c.tenant, count(*) AS n FROM public.customers AS c GROUP BY 1, 2;
CREATE UNIQUE INDEX city_totals_key ON public.city_totals (city, tenant);
CREATE VIEW helper.active_customers WITH (security_barrier) AS SELECT * FROM public.customers WHERE active;
CREATE VIEW public.a_view_on_view AS SELECT id, name, city FROM helper.active_customers WHERE tenant < 3;
CREATE VIEW public."Lines" AS
SELECT l."Id" AS id, c.name, l."Total Amount" FROM "Odd Schema"."Order Lines" AS l JOIN public.customers AS c ON c.id = l.customer_id;

CREATE FUNCTION helper.ignore() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER lines_change INSTEAD OF DELETE ON public."Lines" FOR EACH ROW EXECUTE FUNCTION helper.ignore();
CREATE FUNCTION public.customers_of(t int) RETURNS SETOF public.customers LANGUAGE sql STABLE
    AS 'SELECT * FROM public.customers WHERE tenant = t';
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents OWNER TO app_owner;
CREATE POLICY "tenant's own" ON public.documents FOR SELECT TO app_group
    USING (tenant = helper.current_tenant() OR owner_name = (SELECT v FROM public.one_row LIMIT 1));
CREATE POLICY no_system ON public.documents AS RESTRICTIVE TO PUBLIC USING (owner_name <> 'system');
GRANT USAGE ON SCHEMA public, helper, "Odd Schema" TO app_group;
GRANT SELECT ON public.documents, public.one_row, public.customers, public.a_view_on_view TO app_group;
GRANT SELECT (room), UPDATE (note) ON public.bookings TO app_reader;
ALTER DATABASE twin_source SET random_page_cost = 1.3;
ALTER DATABASE twin_source SET search_path = "$user", public, "Odd Schema";
ALTER ROLE app_reader SET work_mem = '9MB';
VACUUM ANALYZE;
INSERT INTO public.not_analyzed SELECT i, 'x' || i FROM generate_series(1, 3000) AS i;
INSERT INTO "Odd Schema"."Order Lines" (customer_id, "Total Amount", status, created)
SELECT 5, 10, 'new', timestamp '2024-06-01' + i * interval '1 minute' FROM generate_series(1, 2000) AS i;
DELETE FROM public.trucks WHERE id > 1500;
