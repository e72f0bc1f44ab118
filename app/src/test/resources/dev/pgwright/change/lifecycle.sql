-- One of each thing that operations change, with everything that an undo must bring back.
CREATE ROLE the_role LOGIN;
CREATE ROLE the_other LOGIN;
CREATE SCHEMA "odd ""schema";
CREATE EXTENSION pg_prewarm SCHEMA public;
GRANT USAGE ON SCHEMA "odd ""schema" TO the_role;
CREATE FUNCTION public.twice(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * x';
CREATE TABLE public.customers (id bigint PRIMARY KEY, name text, tenant int);
CREATE TABLE public.orders (
    id bigint NOT NULL, customer bigint, tenant int NOT NULL, placed date, amount numeric(10, 2),
    note varchar(20) COLLATE "C", code int NOT NULL DEFAULT 1, CONSTRAINT orders_pkey PRIMARY KEY (id));
CREATE TABLE "odd ""schema"."Sel""ect" ("Or'der" int, "b ä" text, "c.d" varchar(8));
CREATE SEQUENCE public.serial_id_seq;
CREATE TABLE public.serial (id bigint PRIMARY KEY DEFAULT nextval('public.serial_id_seq'), x int);
ALTER SEQUENCE public.serial_id_seq OWNED BY public.serial.id;
INSERT INTO public.serial (x) SELECT n FROM generate_series(1, 20) AS n;
INSERT INTO public.customers SELECT n, 'c' || n, n % 7 FROM generate_series(1, 200) AS n;
INSERT INTO public.orders
    SELECT n, 1 + n % 200, n % 7, date '2026-01-01' + n % 300, n, 'note ' || n FROM generate_series(1, 2000) AS n;
INSERT INTO "odd ""schema"."Sel""ect" SELECT n, 'b' || n, 'c' || n FROM generate_series(1, 100) AS n;
GRANT SELECT, UPDATE ON public.orders TO the_role;
GRANT SELECT (id) ON public.customers TO the_role WITH GRANT OPTION;
COMMENT ON TABLE public.orders IS 'the orders; all ''of'' them';
COMMENT ON COLUMN public.orders.note IS 'free text';
ALTER TABLE public.orders ALTER COLUMN note SET STATISTICS 321;
ALTER TABLE public.orders SET (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX orders_customer ON public.orders USING btree (customer DESC NULLS LAST, lower((note)::text)) INCLUDE (amount)
    WITH (fillfactor = 77) WHERE (tenant > 3);
ALTER INDEX public.orders_customer ALTER COLUMN 2 SET STATISTICS 55;
COMMENT ON INDEX public.orders_customer IS 'it''s needed';
CREATE UNIQUE INDEX orders_identity ON public.orders (tenant, id);
ALTER TABLE public.orders CLUSTER ON orders_identity;
ALTER TABLE public.orders REPLICA IDENTITY USING INDEX orders_identity;
CREATE INDEX orders_plain ON public.orders (placed);
CREATE INDEX serial_brin ON public.serial USING brin (x) WITH (pages_per_range = 4);
ALTER TABLE public.orders ADD CONSTRAINT amount_positive CHECK (amount > 0);
COMMENT ON CONSTRAINT amount_positive ON public.orders IS 'no gifts';
ALTER TABLE public.orders ADD CONSTRAINT tenant_known CHECK (tenant < 1000) NOT VALID;
COMMENT ON CONSTRAINT tenant_known ON public.orders IS 'later';
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers (id)
    ON DELETE CASCADE;
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY "mine & theirs" ON public.orders AS RESTRICTIVE FOR UPDATE TO the_role, the_other
    USING (tenant = public.twice(1)) WITH CHECK (amount > 0);
COMMENT ON POLICY "mine & theirs" ON public.orders IS 'tenants';
CREATE POLICY readable ON public.orders FOR SELECT USING (tenant > 0);
CREATE FUNCTION public.total(which int, OUT sum numeric, OUT number bigint) LANGUAGE sql STABLE SECURITY DEFINER
    SET work_mem = '5MB' COST 42
    AS $body$ SELECT sum(amount), count(*) FROM public.orders WHERE tenant = which; $body$;
COMMENT ON FUNCTION public.total(int) IS 'adds up';
ALTER FUNCTION public.total(int) OWNER TO the_other;
REVOKE ALL ON FUNCTION public.total(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.total(int) TO the_role WITH GRANT OPTION;
CREATE FUNCTION public.early(int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.orders; END;
CREATE VIEW public.big_orders WITH (security_barrier = true) AS
    SELECT id, customer, amount FROM public.orders WHERE amount > 100 WITH LOCAL CHECK OPTION;
ALTER VIEW public.big_orders ALTER COLUMN amount SET DEFAULT 500;
COMMENT ON VIEW public.big_orders IS 'the big ones';
COMMENT ON COLUMN public.big_orders.amount IS 'above 100';
GRANT SELECT ON public.big_orders TO the_role;
GRANT UPDATE (amount) ON public.big_orders TO the_other;
CREATE FUNCTION public.ignore() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER no_deletes INSTEAD OF DELETE ON public.big_orders FOR EACH ROW EXECUTE FUNCTION public.ignore();
CREATE MATERIALIZED VIEW public.totals WITH (fillfactor = 80) AS
    SELECT tenant, sum(amount) AS amount FROM public.orders GROUP BY tenant;
CREATE UNIQUE INDEX totals_tenant ON public.totals (tenant);
CREATE INDEX totals_amount ON public.totals (amount);
ALTER MATERIALIZED VIEW public.totals CLUSTER ON totals_tenant;
ALTER MATERIALIZED VIEW public.totals ALTER COLUMN amount SET STATISTICS 200;
COMMENT ON MATERIALIZED VIEW public.totals IS 'sums';
COMMENT ON INDEX public.totals_amount IS 'for sorting';
COMMENT ON COLUMN public.totals.amount IS 'sum';
GRANT SELECT ON public.totals TO the_role;
CREATE STATISTICS public.orders_stat (ndistinct, mcv) ON tenant, placed FROM public.orders;
ALTER STATISTICS public.orders_stat SET STATISTICS 70;
COMMENT ON STATISTICS public.orders_stat IS 'together';
CREATE PUBLICATION changes FOR TABLE public.customers, public.serial WITH (publish = 'insert, update');
COMMENT ON PUBLICATION changes IS 'for elsewhere';
CREATE TABLE public.events (id bigint NOT NULL, at date NOT NULL, kind int CHECK (kind < 100), body text,
    PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX events_kind ON public.events (kind);
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE public.events_2026 PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO public.events SELECT n, date '2025-01-01' + n, n % 100, 'x' FROM generate_series(1, 600) AS n;
CREATE TABLE public.events_2027 (id bigint NOT NULL, at date NOT NULL, kind int, body text,
    CONSTRAINT events_kind_check CHECK (kind < 100));
CREATE INDEX events_2027_own ON public.events_2027 (body);
INSERT INTO public.events_2027 SELECT n, date '2027-01-01' + n, n % 100, 'y' FROM generate_series(1, 100) AS n;
ANALYZE;
