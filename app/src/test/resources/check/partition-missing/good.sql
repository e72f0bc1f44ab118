-- The next two months are there; an archive that ended long ago; ranges of numbers.
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
CREATE TABLE public.archive (day date PRIMARY KEY) PARTITION BY RANGE (day);
CREATE TABLE public.archive_p2010 PARTITION OF public.archive FOR VALUES FROM ('2010-01-01') TO ('2011-01-01');
CREATE TABLE public.numbers (n integer PRIMARY KEY) PARTITION BY RANGE (n);
CREATE TABLE public.numbers_p0 PARTITION OF public.numbers FOR VALUES FROM (0) TO (1000);
