-- Two months from the past without a row.
CREATE TABLE public.visits (day date NOT NULL, page text NOT NULL, PRIMARY KEY (day, page)) PARTITION BY RANGE (day);
DO $$
DECLARE
  first date := date_trunc('month', now() AT TIME ZONE 'UTC');
  month date;
BEGIN
  FOR i IN -4..2 LOOP
    month := first + i * interval '1 month';
    EXECUTE format('CREATE TABLE public.visits_p%s PARTITION OF public.visits FOR VALUES FROM (%L) TO (%L)',
      to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
  END LOOP;
END $$;
INSERT INTO public.visits SELECT (now() AT TIME ZONE 'UTC')::date - n, 'home' FROM generate_series(0, 61) AS n
WHERE (now() AT TIME ZONE 'UTC')::date - n >= date_trunc('month', now() AT TIME ZONE 'UTC') - interval '2 months';
INSERT INTO public.visits SELECT date_trunc('month', now() AT TIME ZONE 'UTC') - interval '2 months', 'start';
ANALYZE public.visits;
