/* Tables with odd names and shapes, and two that are the same but for what is written to them. */
CREATE SCHEMA sales;
CREATE TABLE sales."OrderLines" ("Id" int PRIMARY KEY, "CustomerId" int, "Kind" text);
INSERT INTO sales."OrderLines" SELECT n, n % 5000, 'kind ' || n % 900 FROM generate_series(1, 30000) n;
ALTER DATABASE shop SET search_path = sales, public;

DO $$
BEGIN
    EXECUTE (SELECT 'CREATE TABLE public.wide (' || string_agg(format('c%s smallint', n), ', ') || ')'
             FROM generate_series(1, 1600) n);
    INSERT INTO public.wide (c1, c1600) SELECT n % 30000, n % 3000 FROM generate_series(1, 30000) n;
END $$;

CREATE TABLE public.events (day date NOT NULL, customer int, what text) PARTITION BY RANGE (day);
DO $$
BEGIN
    FOR month IN 1..12 LOOP
        EXECUTE format('CREATE TABLE public.events_%s PARTITION OF public.events FOR VALUES FROM (%L) TO (%L)', month,
            date '2025-01-01' + (month - 1) * interval '1 month', date '2025-01-01' + month * interval '1 month');
    END LOOP;
    INSERT INTO public.events SELECT date '2025-01-01' + n % 365, n % 4000, repeat('w', 20) FROM generate_series(1, 60000) n;
END $$;

CREATE TABLE public.quiet (id int PRIMARY KEY, customer int, product int, shop int, filler text);
INSERT INTO public.quiet SELECT n, n % 5000, n % 3000, n % 2000, repeat('f', 60) FROM generate_series(1, 40000) n;
CREATE TABLE public.busy (LIKE public.quiet INCLUDING ALL);
INSERT INTO public.busy SELECT * FROM public.quiet;
