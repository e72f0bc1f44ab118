-- A month that was detached because it is old, and a table of that name with other columns.
CREATE TABLE public.visits (day date NOT NULL, page text NOT NULL, PRIMARY KEY (day, page)) PARTITION BY RANGE (day);
DO $$
DECLARE
  first date := date_trunc('month', now() AT TIME ZONE 'UTC');
  month date;
BEGIN
  FOR i IN 0..2 LOOP
    month := first + i * interval '1 month';
    EXECUTE format('CREATE TABLE public.visits_p%s PARTITION OF public.visits FOR VALUES FROM (%L) TO (%L)',
      to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
  END LOOP;
END $$;
DO $$
DECLARE
  month date := date_trunc('month', now() AT TIME ZONE 'UTC');
BEGIN
  EXECUTE format('CREATE TABLE public.visits_p%s (LIKE public.visits INCLUDING ALL)',
    to_char(month - interval '1 month', 'YYYY_MM'));
  EXECUTE format('CREATE TABLE public.visits_p%s (id integer PRIMARY KEY)', to_char(month + interval '3 months', 'YYYY_MM'));
END $$;
CREATE TABLE public.visits_copy (LIKE public.visits INCLUDING ALL);
