-- A statement that is sent again and again and does not name the day.
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
SELECT count(*) FROM public.visits WHERE page = 'home';
SELECT count(*) FROM public.visits WHERE page = 'home';
SELECT count(*) FROM public.visits WHERE page = 'home';
SELECT count(*) FROM public.visits WHERE page = 'home';
SELECT count(*) FROM public.visits WHERE page = 'home';
