-- As many months as are to be kept, and a table without a rule.
CREATE TABLE public.visits (day date NOT NULL, page text NOT NULL, PRIMARY KEY (day, page)) PARTITION BY RANGE (day);
COMMENT ON TABLE public.visits IS 'pgwright: keep 3 months';
DO $$
DECLARE
  first date := date_trunc('month', now() AT TIME ZONE 'UTC');
  month date;
BEGIN
  FOR i IN -2..2 LOOP
    month := first + i * interval '1 month';
    EXECUTE format('CREATE TABLE public.visits_p%s PARTITION OF public.visits FOR VALUES FROM (%L) TO (%L)',
      to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
  END LOOP;
END $$;
CREATE TABLE public.archive (day date PRIMARY KEY) PARTITION BY RANGE (day);
CREATE TABLE public.archive_p2010 PARTITION OF public.archive FOR VALUES FROM ('2010-01-01') TO ('2011-01-01');
